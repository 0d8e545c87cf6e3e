package io.caravanserai.harmonize;

/** The sample test as {@code mvn verify} runs it, in a process whose folder is a copy of the project. */
public final class SampleRun {
    private SampleRun() {}

    /** Prints each sample that gave what was expected; ends with a failure at the first that did not. */
    public static void main(String[] arguments) throws Exception {
        SamplesTest.everyCarrierLoads();
        SamplesTest test = new SamplesTest();
        for (var sample : SamplesTest.samples()) {
            test.givesWhatIsExpected(sample);
            System.out.println(sample);
        }
        test.everyCarrierHasSamples();
    }
}
