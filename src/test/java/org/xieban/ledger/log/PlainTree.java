package org.xieban.ledger.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** RFC 9162 §2.1 word for word over a list of leaves, sharing nothing with the product. */
final class PlainTree {

    private PlainTree() {}

    static byte[] leaf(byte[] entry) {
        return sha256(new byte[] {0}, entry);
    }

    static byte[] root(List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 0) {
            return sha256();
        }
        if (n == 1) {
            return leaf(leaves.get(0));
        }
        int k = split(n);
        return sha256(new byte[] {1}, root(leaves.subList(0, k)), root(leaves.subList(k, n)));
    }

    static List<byte[]> inclusion(int m, List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return new ArrayList<>();
        }
        int k = split(n);
        List<byte[]> path;
        if (m < k) {
            path = inclusion(m, leaves.subList(0, k));
            path.add(root(leaves.subList(k, n)));
        } else {
            path = inclusion(m - k, leaves.subList(k, n));
            path.add(root(leaves.subList(0, k)));
        }
        return path;
    }

    static List<byte[]> consistency(int m, List<byte[]> leaves, boolean whole) {
        int n = leaves.size();
        if (m == n) {
            List<byte[]> path = new ArrayList<>();
            if (!whole) {
                path.add(root(leaves));
            }
            return path;
        }
        int k = split(n);
        List<byte[]> path;
        if (m <= k) {
            path = consistency(m, leaves.subList(0, k), whole);
            path.add(root(leaves.subList(k, n)));
        } else {
            path = consistency(m - k, leaves.subList(k, n), false);
            path.add(root(leaves.subList(0, k)));
        }
        return path;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
