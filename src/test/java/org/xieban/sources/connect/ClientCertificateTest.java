package org.xieban.sources.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.sources.connect.SourceFailure.Kind;

/** Against a real socket that asks for a client certificate: who has the right one is answered, nobody else. */
class ClientCertificateTest {

    private static final Binding BINDING =
            new Binding("people", "registry", Map.of("path", "/people/{idNumber}"), Map.of(), Map.of("name", "/name"));

    @TempDir
    private Path folder;

    private @Nullable Answer ask(int port, TlsKeys own, @Nullable Path authorities) {
        Source source = new Source(
                "registry",
                "户籍库",
                Source.Kind.HTTP,
                true,
                1,
                new Source.Limits(3_000, 10_000, 1, 10, 2, 30),
                Map.of("baseUrl", "https://127.0.0.1:" + port, "certificate", "office"));
        ConnectSettings settings = new ConnectSettings(
                List.of("127.0.0.1"),
                Map.of(),
                Map.of(
                        "office",
                        new ConnectSettings.Certificate(
                                own.file().toString(),
                                TlsKeys.PASSWORD,
                                authorities == null ? null : authorities.toString())));
        return new HttpConnector(source, settings).ask(BINDING, Map.of("idNumber", "11010519491231002X"), "key-1");
    }

    private Kind refused(int port, TlsKeys own, @Nullable Path authorities) {
        return catchThrowableOfType(SourceFailure.class, () -> ask(port, own, authorities))
                .kind();
    }

    @Test
    void whoShowsTheRightCertificateIsAnsweredAndNobodyElse() throws Exception {
        TlsKeys provider = TlsKeys.made(folder, "provider");
        TlsKeys office = TlsKeys.made(folder, "office");
        Path authorities = provider.pem();
        try (FaultyServer server = new FaultyServer(provider.serverSocket(office))) {
            server.thenSay("200 OK", "", "{\"name\": \"王强\"}");
            assertThat(ask(server.port(), office, authorities).values()).containsEntry("name", "王强");
            assertThat(server.requests()).hasSize(1);
            // somebody else's certificate, and one's own to somebody whom nobody vouches for
            assertThat(refused(server.port(), provider, authorities)).isIn(Kind.TLS, Kind.BROKEN);
            assertThat(refused(server.port(), office, null)).isEqualTo(Kind.TLS);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aCertificateThatCannotBeReadIsNotSetUp() throws Exception {
        TlsKeys office = TlsKeys.made(folder, "office");
        assertThat(refused(9, office, folder.resolve("missing.pem"))).isEqualTo(Kind.NOT_SET_UP);
    }
}
