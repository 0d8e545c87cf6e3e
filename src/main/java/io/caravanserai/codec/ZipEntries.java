package io.caravanserai.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks all files of a zip file, or none when one of them is no good. */
final class ZipEntries {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int CHUNK = 64 * 1024;

    private final RandomAccessFile file;
    private final Budget budget;

    private ZipEntries(RandomAccessFile file, Budget budget) {
        this.file = file;
        this.budget = budget;
    }

    /**
     * @param place of the next unpacked file: a name of ours, since theirs may lead anywhere
     * @throws CodecFault when one entry is encrypted, a link, damaged or too large
     */
    static List<Decoded> unpack(Path zip, Supplier<Path> place, Budget budget) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
            return new ZipEntries(file, budget).unpack(place);
        }
    }

    private List<Decoded> unpack(Supplier<Path> place) throws IOException {
        List<ZipDirectory.Entry> entries = ZipDirectory.read(
                        file, budget.limits().maxEntries())
                .stream()
                .filter(entry -> !entry.directory())
                .toList();
        Set<String> names = new HashSet<>();
        for (ZipDirectory.Entry entry : entries) {
            check(entry);
            if (!names.add(shown(entry.name()))) {
                throw new CodecFault("the zip file has two entries of the name " + shown(entry.name())
                        + ": ask the partner which is meant");
            }
        }
        List<Decoded> unpacked = new ArrayList<>(entries.size());
        for (ZipDirectory.Entry entry : entries) {
            Path target = place.get();
            unpack(entry, target);
            unpacked.add(new Decoded(shown(entry.name()), target));
        }
        return unpacked;
    }

    private static void check(ZipDirectory.Entry entry) throws CodecFault {
        if (entry.link()) {
            throw new CodecFault(
                    "entry " + shown(entry.name()) + " of the zip file is a link: ask the partner for files");
        }
        if (entry.encrypted()) {
            throw new CodecFault("entry " + shown(entry.name())
                    + " of the zip file has a password, which protects little: ask the partner for PGP");
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            throw new CodecFault("entry " + shown(entry.name()) + " of the zip file is packed by method "
                    + entry.method() + ": ask the partner for deflate");
        }
    }

    private void unpack(ZipDirectory.Entry entry, Path target) throws IOException {
        CRC32 crc = new CRC32();
        try (OutputStream out = open(target)) {
            OutputStream counted = new CheckedOutputStream(budget.counted(out, entry.packed()), crc);
            long written = entry.method() == STORED ? copy(entry, counted) : inflate(entry, counted);
            if (written != entry.size() || crc.getValue() != entry.crc()) {
                throw damaged(entry, "its checksum or its length is wrong");
            }
        } catch (DataFormatException e) {
            throw damaged(entry, String.valueOf(e.getMessage()));
        }
    }

    private static OutputStream open(Path target) {
        try {
            return Files.newOutputStream(target);
        } catch (IOException e) {
            throw new UncheckedIOException("no room to unpack a file", e);
        }
    }

    private long copy(ZipDirectory.Entry entry, OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long left = entry.packed();
        file.seek(entry.data());
        while (left > 0) {
            int n = file.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (n < 0) {
                throw damaged(entry, "it is cut off");
            }
            out.write(chunk, 0, n);
            left -= n;
        }
        return entry.packed();
    }

    private long inflate(ZipDirectory.Entry entry, OutputStream out) throws IOException, DataFormatException {
        byte[] packed = new byte[CHUNK];
        byte[] clear = new byte[CHUNK];
        long left = entry.packed();
        Inflater inflater = new Inflater(true);
        try {
            file.seek(entry.data());
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int n = left == 0 ? -1 : file.read(packed, 0, (int) Math.min(left, packed.length));
                    if (n < 0) {
                        throw damaged(entry, "it is cut off");
                    }
                    left -= n;
                    inflater.setInput(packed, 0, n);
                }
                int n = inflater.inflate(clear);
                if (n == 0 && inflater.needsDictionary()) {
                    throw damaged(entry, "it needs a dictionary");
                }
                out.write(clear, 0, n);
            }
            if (inflater.getBytesRead() != entry.packed()) {
                throw damaged(entry, "it is shorter than it says");
            }
            return inflater.getBytesWritten();
        } finally {
            inflater.end();
        }
    }

    /** A name to show: no way out of anywhere, no control characters. */
    static String shown(String name) {
        return Arrays.stream(name.replace('\\', '/').split("/"))
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"))
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\x{2028}\\x{2029}]", "?");
    }

    private static CodecFault damaged(ZipDirectory.Entry entry, String how) {
        return new CodecFault("entry " + shown(entry.name()) + " of the zip file is damaged (" + how
                + "): ask the partner to send it again");
    }
}
