package io.caravanserai.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPPadding;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Opens PGP messages (RFC 9580 and 4880) with operators of their own, no provider registered. Only what has passed its
 * integrity check may be used: what was written before an exception must be thrown away.
 */
final class PgpDecoder {
    private static final int DEEPEST = 3;

    private final PgpKeys keys;

    PgpDecoder(PgpKeys keys) {
        this.keys = keys;
    }

    /**
     * @throws CodecFault when the message is not for us, unprotected, changed, or not signed as wanted
     * @throws KeyTrouble when our own key cannot be used
     */
    void decode(InputStream in, OutputStream out) throws IOException {
        try {
            PGPObjectFactory objects = new BcPGPObjectFactory(PGPUtil.getDecoderStream(in));
            Object first = next(objects);
            if (first instanceof PGPEncryptedDataList encrypted) {
                decrypt(encrypted, out);
                end(objects);
            } else if (keys.wantsSignature()) {
                content(first, objects, out, 0);
            } else {
                throw new CodecFault("this is no encrypted PGP message: compare the parameter decode with what comes");
            }
        } catch (CodecFault | UncheckedIOException | KeyTrouble e) {
            throw e;
        } catch (IOException | PGPException | RuntimeException e) {
            throw new CodecFault("the PGP message is damaged, cut off or none at all (" + e.getMessage()
                    + "): ask the partner to send it again");
        }
    }

    private void decrypt(PGPEncryptedDataList list, OutputStream out) throws IOException, PGPException {
        List<String> others = new ArrayList<>();
        for (PGPEncryptedData data : list) {
            if (!(data instanceof PGPPublicKeyEncryptedData encrypted)) {
                others.add("a passphrase");
                continue;
            }
            if (!encrypted.isIntegrityProtected() && !encrypted.isAEAD()) {
                throw new CodecFault(
                        "the PGP message has no integrity protection (MDC) and could have been changed on its"
                                + " way: ask the partner to switch it on");
            }
            InputStream clear = clear(encrypted);
            if (clear != null) {
                PGPObjectFactory objects = new BcPGPObjectFactory(clear);
                content(next(objects), objects, out, 0);
                clear.transferTo(OutputStream.nullOutputStream());
                // with AEAD each chunk was checked before it was read
                if (!encrypted.isAEAD() && !encrypted.verify()) {
                    throw new CodecFault("the PGP message was changed on its way: ask the partner to send it again");
                }
                return;
            }
            others.add(PgpKeys.name(encrypted.getKeyIdentifier().getKeyId()));
        }
        throw new CodecFault("the PGP message is encrypted for " + String.join(", ", others) + " and not for our "
                + keys.ours() + ": give the partner our public key");
    }

    /** Null when it is for none of our keys. */
    private @Nullable InputStream clear(PGPPublicKeyEncryptedData encrypted) throws PGPException {
        for (PGPSecretKey key : keys.openers(encrypted.getKeyIdentifier().getKeyId())) {
            try {
                return encrypted.getDataStream(new BcPublicKeyDataDecryptorFactory(keys.unlock(key)));
            } catch (PGPException e) {
                if (encrypted.getKeyIdentifier().getKeyId() != 0) {
                    throw e;
                }
            }
        }
        return null;
    }

    private void content(@Nullable Object first, PGPObjectFactory objects, OutputStream out, int depth)
            throws IOException, PGPException {
        if (first instanceof PGPCompressedData compressed && depth < DEEPEST) {
            PGPObjectFactory inner = new BcPGPObjectFactory(compressed.getDataStream());
            content(next(inner), inner, out, depth + 1);
        } else if (first instanceof PGPOnePassSignatureList announced && next(objects) instanceof PGPLiteralData data) {
            PgpSignatures signatures = new PgpSignatures(keys, announced);
            copy(data, out, signatures);
            signatures.verify(next(objects) instanceof PGPSignatureList list ? list : null);
        } else if (first instanceof PGPLiteralData data) {
            if (keys.wantsSignature()) {
                throw PgpSignatures.unsigned();
            }
            copy(data, out, null);
        } else {
            throw new CodecFault(
                    "the PGP message holds no file in a form that is known: ask the partner how it was made");
        }
        end(objects);
    }

    private static void copy(PGPLiteralData data, OutputStream out, @Nullable PgpSignatures signatures)
            throws IOException {
        InputStream in = data.getInputStream();
        byte[] chunk = new byte[64 * 1024];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            out.write(chunk, 0, n);
            if (signatures != null) {
                signatures.update(chunk, n);
            }
        }
    }

    private static void end(PGPObjectFactory objects) throws IOException {
        if (next(objects) != null) {
            throw new CodecFault("more than one file or message is in the PGP file: ask the partner for one in each");
        }
    }

    private static @Nullable Object next(PGPObjectFactory objects) throws IOException {
        Object next = objects.nextObject();
        while (next instanceof PGPMarker || next instanceof PGPPadding) {
            next = objects.nextObject();
        }
        return next;
    }
}
