package org.xieban.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.util.BigIntegers;

/** How checkpoints are signed; chosen with the log's key. Keys and signatures are the bare bytes of their standard. */
public enum SignatureScheme {
    /** RFC 8032; type 1 of C2SP signed-note. */
    ED25519(new byte[] {1}, Ed25519PrivateKeyParameters.KEY_SIZE) {
        @Override
        byte[] newPrivateKey(SecureRandom random) {
            return new Ed25519PrivateKeyParameters(random).getEncoded();
        }

        @Override
        byte[] publicKey(byte[] privateKey) {
            return new Ed25519PrivateKeyParameters(privateKey)
                    .generatePublicKey()
                    .getEncoded();
        }

        @Override
        byte[] sign(byte[] privateKey, byte[] message) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, new Ed25519PrivateKeyParameters(privateKey));
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        }

        @Override
        boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, new Ed25519PublicKeyParameters(publicKey));
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    },
    /** GB/T 32918 with SM3, the signature as r and s of 32 bytes each; signed-note leaves it to a type of one's own. */
    SM2(ownType("xieban.org/sm2-with-sm3"), 32) {
        @Override
        byte[] newPrivateKey(SecureRandom random) {
            ECKeyPairGenerator generator = new ECKeyPairGenerator();
            generator.init(new ECKeyGenerationParameters(CURVE, random));
            var key = (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate();
            return BigIntegers.asUnsignedByteArray(32, key.getD());
        }

        @Override
        byte[] publicKey(byte[] privateKey) {
            return CURVE.getG()
                    .multiply(BigIntegers.fromUnsignedByteArray(privateKey))
                    .getEncoded(false);
        }

        @Override
        byte[] sign(byte[] privateKey, byte[] message) {
            SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
            signer.init(
                    true,
                    new ParametersWithRandom(
                            new ECPrivateKeyParameters(BigIntegers.fromUnsignedByteArray(privateKey), CURVE)));
            signer.update(message, 0, message.length);
            try {
                return signer.generateSignature();
            } catch (CryptoException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
            signer.init(false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(publicKey), CURVE));
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }
    };

    private static final ECDomainParameters CURVE = curve();

    private final byte[] type;
    private final int privateKeyLength;

    SignatureScheme(byte[] type, int privateKeyLength) {
        this.type = type;
        this.privateKeyLength = privateKeyLength;
    }

    private static byte[] ownType(String name) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] type = new byte[text.length + 1];
        type[0] = (byte) 0xff;
        System.arraycopy(text, 0, type, 1, text.length);
        return type;
    }

    private static ECDomainParameters curve() {
        // with arithmetic of its own, ten times as fast as that of any curve
        X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }

    abstract byte[] newPrivateKey(SecureRandom random);

    abstract byte[] publicKey(byte[] privateKey);

    abstract byte[] sign(byte[] privateKey, byte[] message);

    /** Whether a signature is by that key; what is no point or key throws. */
    abstract boolean verify(byte[] publicKey, byte[] message, byte[] signature);

    /** The bytes before a key that say which scheme it is of. */
    byte[] type() {
        return type.clone();
    }

    int privateKeyLength() {
        return privateKeyLength;
    }

    /**
     * The scheme that a key with its type is of.
     *
     * @throws IllegalArgumentException where it is none of ours
     */
    static SignatureScheme ofTyped(byte[] typedKey) {
        for (SignatureScheme scheme : values()) {
            int length = scheme.type.length;
            if (typedKey.length > length && Arrays.equals(scheme.type, 0, length, typedKey, 0, length)) {
                return scheme;
            }
        }
        throw new IllegalArgumentException("a key of an unknown type");
    }
}
