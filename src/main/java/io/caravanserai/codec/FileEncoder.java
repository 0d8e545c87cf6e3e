package io.caravanserai.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a file for a partner, step by step, in one pass. */
public final class FileEncoder {
    private final List<Codec> steps;
    private final boolean sign;
    private final boolean armor;

    /**
     * @param sign whether PGP messages are signed
     * @param armor whether they are text
     * @throws IllegalArgumentException when a step only unpacks
     */
    public FileEncoder(List<Codec> steps, boolean sign, boolean armor) {
        if (steps.contains(Codec.AUTO)) {
            throw new IllegalArgumentException("encode is 'auto' but must say how: gzip, zip, pgp, or a chain");
        }
        this.steps = List.copyOf(steps);
        this.sign = sign;
        this.armor = armor;
    }

    /** The packed file's name. */
    public String name(String name) {
        StringBuilder packed = new StringBuilder(name);
        steps.forEach(step -> packed.append(step == Codec.PGP && armor ? ".asc" : step.ending()));
        return packed.toString();
    }

    /**
     * @param name of the file as it is
     * @param out stays open
     * @throws KeyTrouble when a key cannot be used
     */
    public void encode(InputStream in, String name, PgpKeys keys, OutputStream out) throws IOException {
        OutputStream last = new Unclosed(out);
        for (int i = steps.size() - 1; i >= 0; i--) {
            String inner = new FileEncoder(steps.subList(0, i), sign, armor).name(name);
            last = step(steps.get(i), last, inner, keys);
        }
        in.transferTo(last);
        last.close();
    }

    private OutputStream step(Codec step, OutputStream out, String name, PgpKeys keys) throws IOException {
        return switch (step) {
            case GZIP -> new GZIPOutputStream(out);
            case ZIP -> zip(out, name);
            case PGP -> new PgpEncoder(out, name, keys, sign, armor);
            case AUTO -> throw new IllegalStateException("auto only unpacks");
        };
    }

    private static OutputStream zip(OutputStream out, String name) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.putNextEntry(new ZipEntry(name));
        return zip;
    }
}
