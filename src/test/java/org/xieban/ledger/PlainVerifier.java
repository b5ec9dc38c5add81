package org.xieban.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A second verifier, written from the texts of RFC 9162, C2SP signed-note and tlog-checkpoint, and the decision on the
 * leaf, with nothing but Java's own classes: a mistake of the product's verifier is not repeated here.
 */
public final class PlainVerifier {

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /** What stands before an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private PlainVerifier() {}

    // ---- RFC 9162 §2.1

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] leafHash(byte[] entry) {
        return sha256(new byte[] {0}, entry);
    }

    static byte[] nodeHash(byte[] left, byte[] right) {
        return sha256(new byte[] {1}, left, right);
    }

    /** The roots of a tree while its leaves come one after the other: a stack of complete subtrees. */
    static final class Stack {

        private record Subtree(long leaves, byte[] hash) {}

        private final Deque<Subtree> subtrees = new ArrayDeque<>();
        private long size;

        void push(byte[] leafHash) {
            Subtree last = new Subtree(1, leafHash);
            while (!subtrees.isEmpty() && subtrees.peek().leaves() == last.leaves()) {
                Subtree left = subtrees.pop();
                last = new Subtree(2 * left.leaves(), nodeHash(left.hash(), last.hash()));
            }
            subtrees.push(last);
            size++;
        }

        long size() {
            return size;
        }

        byte[] root() {
            Iterator<Subtree> fromTheRight = subtrees.iterator();
            if (!fromTheRight.hasNext()) {
                return sha256();
            }
            byte[] hash = fromTheRight.next().hash();
            while (fromTheRight.hasNext()) {
                hash = nodeHash(fromTheRight.next().hash(), hash);
            }
            return hash;
        }
    }

    /** §2.1.3.2 */
    static boolean included(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
        if (index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        byte[] r = leafHash;
        for (byte[] p : path) {
            if (sn == 0) {
                return false;
            }
            if (fn % 2 == 1 || fn == sn) {
                r = nodeHash(p, r);
                while (fn % 2 == 0 && fn != 0) {
                    fn /= 2;
                    sn /= 2;
                }
            } else {
                r = nodeHash(r, p);
            }
            fn /= 2;
            sn /= 2;
        }
        return sn == 0 && Arrays.equals(r, root);
    }

    /** §2.1.4.2 */
    static boolean consistent(long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> proof) {
        if (first == second) {
            return proof.isEmpty() && Arrays.equals(firstRoot, secondRoot);
        }
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.add(0, firstRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        long fn = first - 1;
        long sn = second - 1;
        while (fn % 2 == 1) {
            fn /= 2;
            sn /= 2;
        }
        byte[] fr = path.get(0);
        byte[] sr = path.get(0);
        for (byte[] c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if (fn % 2 == 1 || fn == sn) {
                fr = nodeHash(c, fr);
                sr = nodeHash(c, sr);
                while (fn % 2 == 0 && fn != 0) {
                    fn /= 2;
                    sn /= 2;
                }
            } else {
                sr = nodeHash(sr, c);
            }
            fn /= 2;
            sn /= 2;
        }
        return sn == 0 && Arrays.equals(fr, firstRoot) && Arrays.equals(sr, secondRoot);
    }

    // ---- C2SP signed-note and tlog-checkpoint

    /** A public key: {@code <name>+<id>+<base64 of type and key>}. */
    record Key(String name, byte[] id, byte[] key) {

        static Key parse(String vkey) {
            String[] parts = vkey.split("\\+", 3);
            byte[] typed = BASE64.decode(parts[2]);
            byte[] id = Arrays.copyOf(sha256((parts[0] + "\n").getBytes(StandardCharsets.UTF_8), typed), 4);
            if (typed[0] != 1 || !HexFormat.of().formatHex(id).equals(parts[1])) {
                throw new IllegalArgumentException(vkey);
            }
            return new Key(parts[0], id, Arrays.copyOfRange(typed, 1, typed.length));
        }
    }

    /** A note that says how large a log is. */
    record Head(String origin, long size, byte[] root, String text, List<String> signatures) {

        static Head parse(String note) {
            int end = note.indexOf("\n\n");
            String text = note.substring(0, end + 1);
            String[] lines = text.split("\n");
            return new Head(
                    lines[0],
                    Long.parseLong(lines[1]),
                    BASE64.decode(lines[2]),
                    text,
                    note.substring(end + 2).lines().toList());
        }

        boolean isSignedBy(Key key) {
            return signatures.stream().anyMatch(line -> {
                String[] parts = line.split(" ");
                byte[] bytes = BASE64.decode(parts[2]);
                return parts[0].equals("\u2014")
                        && parts[1].equals(key.name())
                        && Arrays.equals(Arrays.copyOf(bytes, 4), key.id())
                        && verifies(
                                key.key(),
                                text.getBytes(StandardCharsets.UTF_8),
                                Arrays.copyOfRange(bytes, 4, bytes.length));
            });
        }
    }

    static boolean verifies(byte[] key, byte[] text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(
                            ByteBuffer.allocate(44).put(X509).put(key).array())));
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    // ---- docs/adr/0001-leaf-format.md

    static byte[] leaf(byte[] salt, String entry) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update("xieban.org/trace-entry/v1\0".getBytes(StandardCharsets.US_ASCII));
            byte[] code = mac.doFinal(entry.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(34).put((byte) 1).put((byte) 1).put(code).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- a whole database

    /** A text as JSON writes it, or nothing. */
    private static final String TEXT = "(null|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")";

    /** In the order of RFC 8785. */
    private static final Pattern ENTRY = Pattern.compile(
            ("\\{\"act\":#,\"actor\":\\{\"department\":#,\"id\":#,\"name\":#},\"address\":#,\"at\":#,\"case\":#,"
                            + "\"detail\":.*,\"id\":#,\"step\":#,\"subject\":\\{\"id\":#,\"kind\":#},\"v\":1}")
                    .replace("#", TEXT),
            Pattern.DOTALL);

    /** The columns that repeat what the groups of {@link #ENTRY} say. */
    private static final List<String> COLUMNS = List.of(
            "act",
            "department",
            "actor_id",
            "actor_name",
            "address",
            "to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+08:00'",
            "case_no",
            "s.entry_id::text",
            "step",
            "subject_id",
            "subject_kind");

    /**
     * Reads a whole log out of its tables.
     *
     * @param outside the directory of checkpoints beside the database, null where there is none
     * @return what is wrong, {@code <what> <where>} each, in order
     */
    static List<String> read(Connection database, @Nullable Path outside) throws SQLException, IOException {
        List<String> wrong = new ArrayList<>();
        TreeMap<Long, Key> keys = new TreeMap<>();
        List<Head> heads = new ArrayList<>();
        Stack tree = new Stack();
        try (Statement statement = database.createStatement()) {
            ResultSet rows = statement.executeQuery("select vkey, since_size from log_key order by number");
            while (rows.next()) {
                keys.put(rows.getLong(2), Key.parse(rows.getString(1)));
            }
            rows = statement.executeQuery("select size, root, note from log_checkpoint order by size");
            while (rows.next()) {
                Head head = Head.parse(rows.getString(3));
                if (head.size() != rows.getLong(1) || !Arrays.equals(head.root(), rows.getBytes(2))) {
                    wrong.add("checkpoint " + rows.getLong(1));
                }
                heads.add(head);
            }
            rows = statement.executeQuery("select origin from public_log");
            String origin = rows.next() ? rows.getString(1) : "";
            long signed = heads.isEmpty() ? 0 : heads.get(heads.size() - 1).size();
            heads.addAll(outside(outside));
            for (Head head : heads) {
                var key = keys.lowerEntry(head.size());
                if (key == null || !head.origin().equals(origin) || !head.isSignedBy(key.getValue())) {
                    wrong.add("signature " + head.size());
                }
            }
            heads.sort((one, other) -> Long.compare(one.size(), other.size()));

            List<byte[]> tiles = new ArrayList<>();
            rows = statement.executeQuery("select hashes from log_tile where level = 0 order by index");
            while (rows.next()) {
                tiles.add(rows.getBytes(1));
            }
            rows = statement.executeQuery("select s.number, e.entry, e.salt, " + String.join(", ", COLUMNS)
                    + " from trace_sequence s left join trace_entry e on e.id = s.entry_id"
                    + " where s.number is not null order by s.number");
            int next = 0;
            while (rows.next()) {
                long number = rows.getLong(1);
                for (; tree.size() < number; tree.push(new byte[32])) {
                    wrong.add("missing " + tree.size());
                }
                byte[] hash = new byte[32];
                if (rows.getString(2) == null) {
                    wrong.add("missing " + number);
                } else {
                    hash = leafHash(leaf(rows.getBytes(3), rows.getString(2)));
                    if (!says(rows)) {
                        wrong.add("entry " + number);
                    }
                }
                if (!Arrays.equals(hash, at(tiles, number))) {
                    wrong.add("leaf " + number);
                }
                tree.push(hash);
                for (; next < heads.size() && heads.get(next).size() <= tree.size(); next++) {
                    if (heads.get(next).size() < tree.size()
                            || !Arrays.equals(heads.get(next).root(), tree.root())) {
                        wrong.add("root " + heads.get(next).size());
                    }
                }
            }
            if (next < heads.size()) {
                wrong.add("cut " + tree.size());
            }
            if (signed < tree.size()) {
                wrong.add("unsigned " + signed);
            }
            rows = statement.executeQuery(
                    "select id from trace_entry where id not in (select entry_id from trace_sequence)");
            while (rows.next()) {
                wrong.add("beside " + rows.getString(1));
            }
        }
        return wrong;
    }

    private static byte @Nullable [] at(List<byte[]> tiles, long number) {
        int tile = (int) (number / 256);
        int from = (int) (number % 256) * 32;
        return tile < tiles.size() && tiles.get(tile).length >= from + 32
                ? Arrays.copyOfRange(tiles.get(tile), from, from + 32)
                : null;
    }

    private static boolean says(ResultSet row) throws SQLException {
        Matcher entry = ENTRY.matcher(row.getString(2));
        if (!entry.matches()) {
            return false;
        }
        for (int i = 1; i <= COLUMNS.size(); i++) {
            String column = row.getString(3 + i);
            String said = entry.group(i);
            boolean shortened = said.length() > 200 || said.indexOf('\\') >= 0;
            if (!shortened && !said.equals(column == null ? "null" : '"' + column + '"')) {
                return false;
            }
        }
        return true;
    }

    private static List<Head> outside(@Nullable Path directory) throws IOException {
        if (directory == null) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            List<Head> heads = new ArrayList<>();
            // what is named otherwise was being written when somebody was killed
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> each.getFileName().toString().matches("[0-9]+"))
                    .sorted()
                    .toList()) {
                heads.add(Head.parse(Files.readString(file)));
            }
            return heads;
        }
    }
}
