package io.caravanserai.intake;

import io.caravanserai.codec.Codec;
import io.caravanserai.codec.CodecFault;
import io.caravanserai.codec.CodecLimits;
import io.caravanserai.codec.FileDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** How one partner's files are unpacked before they are cut into messages: the parameters {@code decode} and {@code pgp…}. */
public final class FileDecoding {
    private String decode = "none";
    private String pgpKey = "";
    private String pgpPassphrase = "";
    private String pgpVerify = "";
    private String work = "";
    private @Nullable CodecLimits limits;
    private @Nullable KeysInUse keys;

    /** Steps as {@link Codec#steps} reads them. */
    public void setDecode(String decode) {
        this.decode = decode;
    }

    /** A {@link SecretRef} to our armored secret keys; empty for none. */
    public void setPgpKey(String pgpKey) {
        this.pgpKey = pgpKey;
    }

    public void setPgpPassphrase(String pgpPassphrase) {
        this.pgpPassphrase = pgpPassphrase;
    }

    /** A {@link SecretRef} to the partner's armored public keys, one of which must have signed; empty when none must. */
    public void setPgpVerify(String pgpVerify) {
        this.pgpVerify = pgpVerify;
    }

    public void setLimits(CodecLimits limits) {
        this.limits = limits;
    }

    /** Folder, nobody else's, in which files lie unpacked while they are read. */
    public void setWork(String work) {
        this.work = work;
    }

    /**
     * @throws IllegalArgumentException naming the parameter that cannot be used
     */
    void start() {
        List<Codec> steps = steps();
        boolean pgp = steps.contains(Codec.PGP) || steps.contains(Codec.AUTO);
        if (!pgpVerify.isBlank() && !pgp) {
            throw new IllegalArgumentException("pgpVerify is set but decode is '" + decode + "': add pgp to it");
        }
        if (steps.contains(Codec.PGP) && pgpKey.isBlank() && pgpVerify.isBlank()) {
            throw new IllegalArgumentException("decode is '" + decode + "' but pgpKey is empty: name our secret key");
        }
        keys().check();
        if (!work.isBlank()) {
            // what a hub that was killed had unpacked
            FileUtil.removeDir(Path.of(work).toFile());
        }
    }

    /** As written in the route; empty when nothing is unpacked. */
    String coding() {
        return steps().isEmpty() ? "" : decode;
    }

    /**
     * Unpacks a file; one that is no good is no exception.
     *
     * @throws UncheckedIOException when there is no room for it
     */
    FileContents open(TakenFile file) {
        List<Codec> steps = steps();
        if (steps.isEmpty()) {
            return FileContents.plain(file);
        }
        FileContents contents = FileContents.unpackedIn(folder());
        try {
            CodecLimits most = Objects.requireNonNull(limits, "bean codecLimits is missing");
            return contents.with(
                    new FileDecoder(steps, most, keys()::current).decode(file.local(), contents.ownFolder()));
        } catch (CodecFault fault) {
            return contents.because(String.valueOf(fault.getMessage()));
        } catch (IOException e) {
            contents.close();
            throw new UncheckedIOException(file.name() + " cannot be unpacked", e);
        } catch (RuntimeException e) {
            contents.close();
            throw e;
        }
    }

    private List<Codec> steps() {
        return Codec.steps("decode", decode);
    }

    private KeysInUse keys() {
        if (keys == null) {
            keys = new KeysInUse(pgpKey, pgpPassphrase, pgpVerify);
        }
        return keys;
    }

    private Path folder() {
        try {
            Path root = Files.createDirectories(Path.of(work));
            return Files.createTempDirectory(root, "file-");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room to unpack files in " + work, e);
        }
    }
}
