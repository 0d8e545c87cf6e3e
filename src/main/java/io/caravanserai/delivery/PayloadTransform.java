package io.caravanserai.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import io.caravanserai.event.Json;
import java.io.StringReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A customer's own form of its messages, written in JSLT. A script can neither load others nor call itself, and its
 * regular expressions stop with its time; what it still can do for long is ended by the {@link TransformRunner}.
 */
final class PayloadTransform {
    /** Characters of a script. */
    static final int LONGEST_SCRIPT = 16 * 1024;

    static final int LONGEST_RESULT = 256 * 1024;

    private static final Pattern TEXT_OR_COMMENT = Pattern.compile("\"(?:[^\"\\\\]++|\\\\.)*+\"|//[^\n]*+");
    private static final Pattern REFUSED = Pattern.compile("(?<![\\w-])(def|import)(?![\\w-])");

    private final Expression expression;

    private PayloadTransform(Expression expression) {
        this.expression = expression;
    }

    /**
     * @throws IllegalArgumentException when it is no script that may run; the message names the line
     */
    static PayloadTransform compile(String script) {
        if (script.length() > LONGEST_SCRIPT) {
            throw new IllegalArgumentException("It is longer than " + LONGEST_SCRIPT + " characters.");
        }
        refuseRecursion(script);
        try {
            return new PayloadTransform(new Parser(new StringReader(script))
                    .withFunctions(TimedRegex.FUNCTIONS)
                    .withResourceResolver(name -> {
                        throw new JsltException("there is nothing to import");
                    })
                    .compile());
        } catch (JsltException e) {
            String where = e.getLine() > 0 ? "Line " + e.getLine() + ", column " + e.getColumn() + ": " : "";
            throw new IllegalArgumentException(where + Attempt.excerpt(e.getMessageWithoutLocation()), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("It is nested too deeply.", e);
        }
    }

    private static void refuseRecursion(String script) {
        String code = TEXT_OR_COMMENT.matcher(script).replaceAll(found -> found.group()
                .replaceAll("[^\n]", " "));
        Matcher refused = REFUSED.matcher(code);
        if (refused.find()) {
            long line = 1
                    + code.chars().limit(refused.start()).filter(c -> c == '\n').count();
            throw new IllegalArgumentException("Line " + line + ": '" + refused.group()
                    + "' is not taken here: a script has neither functions of its own nor modules.");
        }
    }

    /**
     * The body in the customer's form; empty when the script answers null or false: then nothing is to be sent.
     *
     * @throws IllegalArgumentException when the script fails; the message says why
     */
    byte[] apply(byte[] body) {
        JsonNode result;
        try {
            result = expression.apply(Json.parse(body));
        } catch (JsltException e) {
            throw new IllegalArgumentException(Attempt.excerpt(String.valueOf(e.getMessage())), e);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the hub's own message is no JSON", e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw new IllegalArgumentException("it needs too much memory", e);
        }
        if (result.isMissingNode() || result.isNull() || (result.isBoolean() && !result.booleanValue())) {
            return new byte[0];
        }
        byte[] bytes = Json.bytes(result);
        if (bytes.length > LONGEST_RESULT) {
            throw new IllegalArgumentException("the result is longer than " + LONGEST_RESULT + " bytes");
        }
        return bytes;
    }
}
