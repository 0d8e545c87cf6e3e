package io.caravanserai.label.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.event.Json;
import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.convert.Conversion;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.LabelConverter;
import io.caravanserai.label.convert.PageSize;
import io.caravanserai.label.convert.Warning;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

class LabelDocumentsTest {
    private static final OwnDrawing NOTHING_OWN = (kept, format, size) -> {
        throw new IllegalStateException("no label of these tests is our own");
    };

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final DrawnLabels drawn = new DrawnLabels(64 << 20, Duration.ofHours(1), metrics);

    @OnBothStores
    void whatIsInTheWantedFormatIsPassedOnByteForByte(TestStore store) throws Exception {
        byte[] zpl = zpl();
        byte[] pdf = converted(zpl, DocumentFormat.PDF, null);
        String asZpl = MadeLabels.add(store.database(), "zpl", "zpl200", List.of(zpl));
        String asPdf = MadeLabels.add(store.database(), "pdf", "pdf", List.of(pdf));
        LabelDocuments documents = documents(store, NOTHING_OWN);

        ParcelLabel label = only(documents, asZpl, LabelFormat.ZPL200, LabelSize.FOUR_BY_SIX);
        assertThat(label.content()).isEqualTo(zpl);
        assertThat(label.warnings()).isEmpty();
        assertThat(label.trackingNumber()).isEqualTo("T/0");
        assertThat(label.barcodes()).containsOnlyKeys("primary", "secondary").containsEntry("secondary", "R0");
        assertThat(only(documents, asPdf, LabelFormat.PDF, LabelSize.FOUR_BY_SIX)
                        .content())
                .isEqualTo(pdf);
    }

    @OnBothStores
    void otherFormatsAndDensitiesAreConverted(TestStore store) throws Exception {
        String id = MadeLabels.add(store.database(), "zpl", "zpl200", List.of(zpl()));
        LabelDocuments documents = documents(store, NOTHING_OWN);

        for (LabelFormat format : List.of(LabelFormat.PDF, LabelFormat.PNG, LabelFormat.JPG)) {
            ParcelLabel label = only(documents, id, format, LabelSize.FOUR_BY_SIX);
            assertThat(DocumentFormat.detect(label.content())).contains(LabelBundle.document(format));
            assertThat(label.warnings()).isEmpty();
        }
        ParcelLabel fine = only(documents, id, LabelFormat.ZPL300, LabelSize.FOUR_BY_SIX);
        assertThat(fine.warnings()).extracting(Warning::code).containsExactly("resampled");
        assertThat(new String(fine.content(), StandardCharsets.US_ASCII)).contains("^PW1200");
        ParcelLabel longer = only(documents, id, LabelFormat.ZPL200, LabelSize.FOUR_BY_EIGHT);
        assertThat(new String(longer.content(), StandardCharsets.US_ASCII)).contains("^LL1624");
    }

    @OnBothStores
    void aLabelOnALargerPageIsCutOutWhenTheCustomerAskedForThat(TestStore store) throws Exception {
        byte[] a4 = converted(zpl(), DocumentFormat.PDF, PageSize.of("A4"));
        String plain = MadeLabels.add(store.database(), "pdf", "pdf", List.of(a4));
        String cropped = MadeLabels.add(store.database(), "pdf", "pdf", List.of(a4));
        MadeLabels.crop(store.database(), cropped);
        LabelDocuments documents = documents(store, NOTHING_OWN);

        assertThat(only(documents, plain, LabelFormat.PDF, LabelSize.FOUR_BY_SIX)
                        .content())
                .isEqualTo(a4);
        byte[] cut =
                only(documents, cropped, LabelFormat.PDF, LabelSize.FOUR_BY_SIX).content();
        try (PDDocument pdf = Loader.loadPDF(cut)) {
            assertThat(pdf.getPage(0).getCropBox().getWidth()).isBetween(287f, 289f);
        }
    }

    @OnBothStores
    void whatCannotBeConvertedIsSaidAndHarmsNothingElse(TestStore store) throws Exception {
        byte[] broken = Arrays.copyOf(converted(zpl(), DocumentFormat.PDF, null), 40);
        String bad = MadeLabels.add(store.database(), "pdf", "pdf", List.of(broken));
        String good = MadeLabels.add(store.database(), "zpl", "zpl200", List.of(zpl()));
        LabelDocuments documents = documents(store, NOTHING_OWN);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> documents.labels(bad, LabelFormat.ZPL200, LabelSize.FOUR_BY_SIX))
                    .isInstanceOf(LabelUnavailableException.class)
                    .hasMessageContaining("p-" + bad)
                    .hasMessageContaining("zpl200 of 4x6")
                    .hasMessageContaining("damaged");
        }
        assertThat(documents.labels(good, LabelFormat.PDF, LabelSize.FOUR_BY_SIX))
                .hasSize(1);
        assertThatThrownBy(() -> documents.labels("nobody's", LabelFormat.PDF, LabelSize.FOUR_BY_SIX))
                .isInstanceOf(LabelUnavailableException.class)
                .hasMessageContaining("no label");
    }

    @OnBothStores
    void labelsOfOurOwnAreDrawnFromTheirData(TestStore store) throws Exception {
        byte[] data = Json.bytes(LabelSamples.data("latin"));
        String id = MadeLabels.add(store.database(), "hub", "zpl200", List.of(data));
        LabelDocuments documents = documents(store, drawing());

        for (LabelFormat format : LabelFormat.values()) {
            ParcelLabel label = only(documents, id, format, LabelSize.FOUR_BY_SIX);
            assertThat(label.content()).isEqualTo(drawing().draw(data, format, LabelSize.FOUR_BY_SIX));
        }
    }

    @OnBothStores
    void manyWhoAskAtOnceWaitForOneDrawing(TestStore store) throws Exception {
        CountDownLatch allAsked = new CountDownLatch(1);
        AtomicInteger drawings = new AtomicInteger();
        String id = MadeLabels.add(store.database(), "hub", "zpl200", List.of(new byte[] {1}));
        LabelDocuments documents = documents(store, (kept, format, size) -> {
            drawings.incrementAndGet();
            waitFor(allAsked);
            return new byte[] {2};
        });
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<byte[]>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(CompletableFuture.supplyAsync(() -> content(documents, id), callers));
            }
            allAsked.countDown();

            assertThat(asked).allSatisfy(file -> assertThat(file.join()).containsExactly(2));
        } finally {
            callers.shutdownNow();
        }
        assertThat(drawings).hasValue(1);
        assertThat(metrics.get("cache.gets")
                        .tag("cache", "labels")
                        .tag("result", "hit")
                        .functionCounter()
                        .count())
                .isEqualTo(7);
    }

    @OnBothStores
    void labelsAreJoinedInTheOrderOfTheirParcels(TestStore store) throws Exception {
        byte[] zpl = zpl();
        String id = MadeLabels.add(store.database(), "zpl", "zpl200", List.of(zpl, zpl, zpl));
        LabelDocuments documents = documents(store, NOTHING_OWN);

        try (PDDocument pdf = Loader.loadPDF(joined(documents, id, LabelFormat.PDF))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(3);
        }
        String stream = new String(joined(documents, id, LabelFormat.ZPL200), StandardCharsets.UTF_8);
        assertThat(stream.split("\\^XZ", -1)).hasSize(4);
        for (LabelFormat picture : List.of(LabelFormat.PNG, LabelFormat.JPG)) {
            assertThat(ImageIO.read(new ByteArrayInputStream(joined(documents, id, picture)))
                            .getHeight())
                    .isEqualTo(3 * 1218);
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(
                LabelBundle.zip(documents.labels(id, LabelFormat.ZPL200, LabelSize.FOUR_BY_SIX))))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("01-T_0.zpl");
            assertThat(zip.readAllBytes()).isEqualTo(zpl);
            assertThat(zip.getNextEntry().getName()).isEqualTo("02-T_1.zpl");
        }
        String many = MadeLabels.add(store.database(), "zpl", "zpl200", Collections.nCopies(60, zpl));
        assertThatThrownBy(() -> joined(documents, many, LabelFormat.PNG))
                .isInstanceOf(LabelUnavailableException.class)
                .hasMessageContaining("60 labels");
    }

    private static byte[] joined(LabelDocuments documents, String id, LabelFormat format)
            throws LabelUnavailableException {
        return LabelBundle.join(format, documents.labels(id, format, LabelSize.FOUR_BY_SIX));
    }

    private static byte[] content(LabelDocuments documents, String id) {
        try {
            return only(documents, id, LabelFormat.PNG, LabelSize.FOUR_BY_SIX).content();
        } catch (LabelUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ParcelLabel only(LabelDocuments documents, String id, LabelFormat format, LabelSize size)
            throws LabelUnavailableException {
        List<ParcelLabel> labels = documents.labels(id, format, size);
        assertThat(labels).hasSize(1);
        return labels.get(0);
    }

    private LabelDocuments documents(TestStore store, OwnDrawing own) {
        return new LabelDocuments(store.database(), own, drawn);
    }

    private static OwnDrawing drawing() {
        LabelComposer composer = new LabelComposer(new FontChain(null));
        LabelRenderer renderer = new LabelRenderer();
        return (kept, format, size) -> renderer.render(model(composer, kept, size), format);
    }

    private static LabelModel model(LabelComposer composer, byte[] kept, LabelSize size) throws LabelException {
        try {
            return composer.compose(LabelSamples.template(), Json.parse(kept), size);
        } catch (IOException | MappingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] zpl() throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/label/parcel.zpl"));
    }

    private static byte[] converted(byte[] document, DocumentFormat to, @Nullable PageSize size) throws Exception {
        return LabelConverter.convert(document, new Conversion(null, to, 203, size, false))
                .documents()
                .get(0);
    }
}
