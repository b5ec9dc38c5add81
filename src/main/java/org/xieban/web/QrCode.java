package org.xieban.web;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * A text as a QR code (ISO/IEC 18004), to be drawn as one path.
 *
 * @param size modules a side, the quiet zone included
 * @param path what is black, in units of a module: the {@code d} of an SVG path
 */
public record QrCode(int size, String path) {

    /** A telephone still reads so many letters from a printed page, some 6 cm wide. */
    public static final int LONGEST = 1_400;

    private static final int QUIET_ZONE = 4;

    /**
     * The code of a text.
     *
     * @throws IllegalArgumentException where it is longer than a code holds
     */
    public static QrCode of(String text) {
        BitMatrix modules = modules(text);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                int from = x;
                while (x < modules.getWidth() && modules.get(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from)
                            .append(' ')
                            .append(y)
                            .append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return new QrCode(modules.getWidth(), path.toString());
    }

    /**
     * The code of a text as an image (PNG), for what draws no paths.
     *
     * @param scale pixels of a module
     * @throws IllegalArgumentException where it is longer than a code holds
     */
    public static byte[] png(String text, int scale) {
        BitMatrix modules = modules(text);
        int side = modules.getWidth() * scale;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, modules.get(x / scale, y / scale) ? 0x000000 : 0xffffff);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static BitMatrix modules(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
        } catch (WriterException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
