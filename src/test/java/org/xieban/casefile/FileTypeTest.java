package org.xieban.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FileTypeTest {

    static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void filesAreToldByWhatIsInThem() throws IOException {
        assertThat(FileType.of("%PDF-1.7\n%".getBytes(UTF_8))).contains(FileType.PDF);
        assertThat(FileType.of(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0}))
                .contains(FileType.JPEG);
        assertThat(FileType.of(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0}))
                .contains(FileType.PNG);
        assertThat(FileType.of(zip("OFD.xml", "Doc_0/Document.xml"))).contains(FileType.OFD);
        assertThat(FileType.of(zip("[Content_Types].xml", "word/document.xml"))).contains(FileType.DOCX);
        assertThat(FileType.of(zip("[Content_Types].xml", "xl/workbook.xml"))).contains(FileType.XLSX);
    }

    @Test
    void programsPagesArchivesAndMacrosAreNone() throws IOException {
        assertThat(FileType.of("MZ\u0090\0\3".getBytes(UTF_8))).isEmpty();
        assertThat(FileType.of("<html><script>alert(1)</script>".getBytes(UTF_8)))
                .isEmpty();
        assertThat(FileType.of("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(UTF_8)))
                .isEmpty();
        assertThat(FileType.of(zip("setup.exe"))).isEmpty();
        assertThat(FileType.of(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
                .isEmpty();
        assertThat(FileType.of(new byte[0])).isEmpty();
    }

    @Test
    void aCutArchiveIsNoDocument() throws IOException {
        byte[] whole = zip("[Content_Types].xml", "word/document.xml");

        for (int length = 0; length < whole.length; length++) {
            assertThat(FileType.of(Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Property
    void noContentWhateverMakesTheReadingFail(@ForAll byte[] rest) {
        byte[] content = new byte[rest.length + 4];
        content[0] = 'P';
        content[1] = 'K';
        content[2] = 3;
        content[3] = 4;
        System.arraycopy(rest, 0, content, 4, rest.length);

        assertThat(FileType.of(content)).isEmpty();
    }
}
