package org.xieban.startup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets as a PostgreSQL of an old version does, which no build brings any more; knows nothing else. */
final class OldPostgres implements AutoCloseable {

    private static final int SSL_REQUEST = 80877103;
    private static final int GSS_REQUEST = 80877104;

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final String version;

    OldPostgres(String version) throws IOException {
        this.version = version;
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                greet(new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
            } catch (IOException ended) {
                // the next one may come
            }
        }
    }

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
        int length = in.readInt();
        int request = in.readInt();
        while (request == SSL_REQUEST || request == GSS_REQUEST) {
            out.writeByte('N');
            out.flush();
            length = in.readInt();
            request = in.readInt();
        }
        in.skipNBytes(length - 8);
        message(out, 'R', 0, 0, 0, 0);
        setting(out, "server_version", version);
        setting(out, "client_encoding", "UTF8");
        setting(out, "DateStyle", "ISO, MDY");
        setting(out, "integer_datetimes", "on");
        setting(out, "standard_conforming_strings", "on");
        message(out, 'K', 0, 0, 0, 1, 0, 0, 0, 1);
        message(out, 'Z', 'I');
        out.flush();
        while (in.read() >= 0) {
            // until the other side has seen enough
        }
    }

    private static void setting(DataOutputStream out, String name, String value) throws IOException {
        byte[] content = (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8);
        out.writeByte('S');
        out.writeInt(4 + content.length);
        out.write(content);
    }

    private static void message(DataOutputStream out, char kind, int... content) throws IOException {
        out.writeByte(kind);
        out.writeInt(4 + content.length);
        for (int each : content) {
            out.writeByte(each);
        }
    }
}
