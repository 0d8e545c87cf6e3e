package io.caravanserai.intake;

import io.caravanserai.codec.Codec;
import io.caravanserai.codec.FileEncoder;
import io.caravanserai.codec.PgpKeys;
import io.caravanserai.edifile.FileOutlet;
import io.caravanserai.fileaudit.FileContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Packs a file on disk before it is uploaded, and names it so: the parameters {@code encode} and {@code pgp…}. */
public final class FileEncoding implements Processor {
    private String encode = "none";
    private String pgpRecipient = "";
    private String pgpSign = "";
    private String pgpPassphrase = "";
    private boolean pgpArmor;
    private String work = "";
    private KeysInUse keys = new KeysInUse("", "", "");

    /** Steps as {@link Codec#steps} reads them. */
    public void setEncode(String encode) {
        this.encode = encode;
    }

    /** A {@link SecretRef} to the partner's armored public keys. */
    public void setPgpRecipient(String pgpRecipient) {
        this.pgpRecipient = pgpRecipient;
    }

    /** A {@link SecretRef} to our armored secret key; empty when nothing is signed. */
    public void setPgpSign(String pgpSign) {
        this.pgpSign = pgpSign;
    }

    public void setPgpPassphrase(String pgpPassphrase) {
        this.pgpPassphrase = pgpPassphrase;
    }

    /** Whether PGP messages are text. */
    public void setPgpArmor(boolean pgpArmor) {
        this.pgpArmor = pgpArmor;
    }

    /** Folder in which files lie packed while they are uploaded. */
    public void setWork(String work) {
        this.work = work;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException naming the parameter that cannot be used
     */
    public void start() {
        boolean pgp = steps().contains(Codec.PGP);
        if (pgp == pgpRecipient.isBlank()) {
            throw new IllegalArgumentException("encode is '" + encode + "' and pgpRecipient is '" + pgpRecipient
                    + "': set both, or neither, to encrypt or not");
        }
        encoder();
        keys = new KeysInUse(pgpSign, pgpPassphrase, pgpRecipient);
        keys.check();
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        if (steps().isEmpty()) {
            return;
        }
        Message message = exchange.getMessage();
        String name = message.getHeader(Exchange.FILE_NAME, String.class);
        PgpKeys partner = keys.current().orElseGet(() -> new PgpKeys("", "", ""));
        Path packed = Files.createTempFile(Files.createDirectories(Path.of(work)), "file-", null);
        try (InputStream in = message.getBody(InputStream.class)) {
            pack(in, name, partner, packed);
        } catch (IOException | RuntimeException e) {
            Files.delete(packed);
            throw e;
        }
        String packedName = encoder().name(name);
        message.setHeader(Exchange.FILE_NAME, packedName);
        exchange.setProperty(FileOutlet.UPLOADED, FileContent.of(packedName, packed, encode));
        message.setBody(Files.newInputStream(packed, StandardOpenOption.DELETE_ON_CLOSE));
    }

    private void pack(InputStream in, String name, PgpKeys partner, Path packed) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(packed), 64 * 1024)) {
            encoder().encode(in, name, partner, out);
        }
    }

    private FileEncoder encoder() {
        return new FileEncoder(steps(), !pgpSign.isBlank(), pgpArmor);
    }

    private List<Codec> steps() {
        return Codec.steps("encode", encode);
    }
}
