package io.caravanserai.codec;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Unpacks a partner's file on disk, step by step; all of it, or nothing when something in it is no good. */
public final class FileDecoder {
    private final List<Codec> steps;
    private final CodecLimits limits;
    private final Supplier<Optional<PgpKeys>> keys;

    /**
     * @param keys those of PGP as they are now; empty when there are none
     */
    public FileDecoder(List<Codec> steps, CodecLimits limits, Supplier<Optional<PgpKeys>> keys) {
        this.steps = List.copyOf(steps);
        this.limits = limits;
        this.keys = keys;
    }

    /**
     * @param file stays as it is
     * @param folder an empty one; the caller deletes it
     * @return the files it holds; the file itself when it is not packed
     * @throws CodecFault with the reason when the file is no good
     * @throws KeyTrouble when the keys are no good
     * @throws UncheckedIOException when the disk is no good
     */
    public List<Decoded> decode(Path file, Path folder) throws IOException {
        Run run = new Run(file, folder);
        List<Decoded> files = List.of(new Decoded("", file));
        for (Codec step : steps) {
            files = step == Codec.AUTO ? run.auto() : run.each(step, files);
        }
        run.refuseWhatIsLeft(files);
        return files;
    }

    /** The way of one file. */
    private final class Run {
        private final Path original;
        private final Path folder;
        private final Budget budget = new Budget(limits);
        private boolean signed;
        private int made;

        Run(Path original, Path folder) {
            this.original = original;
            this.folder = folder;
        }

        List<Decoded> auto() throws IOException {
            List<Decoded> files = List.of(new Decoded("", original));
            if (FileKind.of(original).equals(Optional.of(Codec.PGP))) {
                files = each(Codec.PGP, files);
            }
            Optional<Codec> kind = FileKind.of(files.get(0).path());
            return kind.isPresent() && kind.get() != Codec.PGP ? each(kind.get(), files) : files;
        }

        List<Decoded> each(Codec step, List<Decoded> files) throws IOException {
            List<Decoded> next = new ArrayList<>();
            for (Decoded file : files) {
                if (step == Codec.ZIP) {
                    for (Decoded entry : ZipEntries.unpack(file.path(), this::place, budget)) {
                        next.add(new Decoded(
                                file.inner().isEmpty() ? entry.inner() : entry.name(file.inner()), entry.path()));
                    }
                } else {
                    next.add(stream(step, file));
                }
                if (!file.path().equals(original)) {
                    Files.delete(file.path());
                }
            }
            return next;
        }

        private Decoded stream(Codec step, Decoded file) throws IOException {
            Path target = place();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 64 * 1024);
                    OutputStream out = open(target)) {
                OutputStream counted = budget.counted(out, Files.size(file.path()));
                if (step == Codec.GZIP) {
                    GzipMembers.unpack(in, counted);
                } else {
                    new PgpDecoder(pgpKeys()).decode(in, counted);
                    signed = true;
                }
            }
            return file.at(target);
        }

        private PgpKeys pgpKeys() throws CodecFault {
            return keys.get()
                    .orElseThrow(() -> new CodecFault("this is encrypted with PGP and no key is known: set pgpKey"));
        }

        private Path place() {
            return folder.resolve(String.format("content-%05d", ++made));
        }

        void refuseWhatIsLeft(List<Decoded> files) throws IOException {
            if (!signed && keys.get().map(PgpKeys::wantsSignature).orElse(false)) {
                throw new CodecFault("this is not signed with PGP as pgpVerify wants: ask the partner to sign");
            }
            for (Decoded file : files) {
                Optional<Codec> kind = FileKind.of(file.path());
                if (!steps.isEmpty() && kind.isPresent()) {
                    throw new CodecFault((file.inner().isEmpty() ? "what was unpacked" : "entry " + file.inner())
                            + " is itself packed (" + kind.get()
                            + "): archives within archives are refused; for PGP with"
                            + " a packed file in it set decode to the whole chain, such as pgp,gzip");
                }
            }
        }
    }

    private static OutputStream open(Path target) {
        try {
            return Files.newOutputStream(target);
        } catch (IOException e) {
            throw new UncheckedIOException("no room to unpack a file", e);
        }
    }
}
