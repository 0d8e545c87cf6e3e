package io.caravanserai.label.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.state.Concatenate;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.state.SetMatrix;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;

/** Finds the pictures of a page and how finely they lie on it, before anything is unpacked. */
final class PdfPictures extends PDFStreamEngine {
    private static final double POINTS = 72;
    /** Smaller ones are logos; labels and barcodes are larger. */
    private static final double LEAST_INCHES = 1;

    private static final int DEEPEST = 10;

    private final List<Double> densities = new ArrayList<>();
    private final Deadline deadline;
    private int depth;

    /** A picture that is too large stops the walk, which knows IOException only. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
        private final ConversionException why;

        TooLarge(ConversionException why) {
            super(why);
            this.why = why;
        }
    }

    private PdfPictures(Deadline deadline) {
        this.deadline = deadline;
        addOperator(new Concatenate(this));
        addOperator(new DrawObject(this));
        addOperator(new SetGraphicsStateParameters(this));
        addOperator(new Save(this));
        addOperator(new Restore(this));
        addOperator(new SetMatrix(this));
    }

    /** @throws ConversionException when one is too large to be unpacked */
    static PdfPictures of(PDPage page, Deadline deadline) throws IOException, ConversionException {
        PdfPictures pictures = new PdfPictures(deadline);
        try {
            pictures.processPage(page);
        } catch (TooLarge e) {
            throw e.why;
        }
        return pictures;
    }

    /** Dots per inch of each picture of some size, in the order in which they are drawn. */
    List<Double> densities() {
        return densities;
    }

    @Override
    protected void processOperator(Operator operator, List<COSBase> operands) throws IOException {
        deadline.check();
        if (!operator.getName().equals("Do") || operands.isEmpty() || !(operands.get(0) instanceof COSName name)) {
            super.processOperator(operator, operands);
            return;
        }
        PDXObject object = getResources().getXObject(name);
        if (object instanceof PDImageXObject image) {
            picture(image);
        } else if (object instanceof PDFormXObject form && depth < DEEPEST) {
            depth++;
            showForm(form);
            depth--;
        }
    }

    private void picture(PDImageXObject image) throws IOException {
        try {
            Limits.dots("a picture in the PDF", image.getWidth(), image.getHeight());
        } catch (ConversionException e) {
            throw new TooLarge(e);
        }
        Matrix place = getGraphicsState().getCurrentTransformationMatrix();
        double inches = Math.hypot(place.getScaleX(), place.getShearY()) / POINTS;
        if (inches >= LEAST_INCHES) {
            densities.add(image.getWidth() / inches);
        }
    }
}
