package org.xieban.calendar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.springframework.web.multipart.MultipartFile;

/** A notice as somebody uploads it. */
final class NoticeFile {

    private NoticeFile() {}

    /** Spreadsheets of a Chinese office save CSV in the system's own encoding unless told otherwise. */
    static String text(MultipartFile file) throws IOException {
        byte[] bytes = file.getBytes();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("GB18030"));
        }
    }
}
