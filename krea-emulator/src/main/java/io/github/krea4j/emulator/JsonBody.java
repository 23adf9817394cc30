package io.github.krea4j.emulator;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a request's body as JSON, and takes nothing for it that is none: UTF-8 without a mark. */
final class JsonBody {
  private static final Pattern JSON =
      Pattern.compile("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?;?");

  /** What is left of a body without its data URIs. The longest prompts are a hundredth of it. */
  private static final int LARGEST = 4 * 1024 * 1024;

  /** Beyond this no double can go; the service's own parser would make infinity of it. */
  private static final int LARGEST_EXPONENT = 308;

  /** A body that is no JSON, or too much of it. */
  static final class InvalidBodyException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    InvalidBodyException(int status, String message) {
      super(message);
      this.status = status;
    }

    Reply reply() {
      return Reply.error(status, String.valueOf(getMessage()));
    }
  }

  private JsonBody() {}

  static JsonNode read(RecordedRequest request) throws InvalidBodyException {
    byte[] body = request.rawBody();
    if (body.length == 0) {
      throw new InvalidBodyException(400, "body: is required");
    }
    Optional<String> type = request.header("Content-Type");
    if (type.isEmpty()) {
      throw new InvalidBodyException(
          400, "body: Content-Type must be application/json, and there is none");
    }
    if (!JSON.matcher(type.get().strip().toLowerCase(Locale.ROOT)).matches()) {
      throw new InvalidBodyException(
          400, "body: Content-Type must be application/json, not " + type.get());
    }
    if (!isPlainUtf8(body)) {
      throw new InvalidBodyException(400, "body: must be UTF-8 without a byte order mark");
    }
    byte[] json = DataUris.cut(body);
    if (json.length > LARGEST) {
      throw new InvalidBodyException(
          413, "body: is too large, only base64 data URIs may be of that size");
    }
    try {
      return checked(Json.MAPPER.readTree(json));
    } catch (StreamConstraintsException e) {
      throw new InvalidBodyException(400, "body: is nested too deeply or holds too long a number");
    } catch (IOException e) {
      throw new InvalidBodyException(400, "body: is not valid JSON");
    }
  }

  /** JSON starts with an ASCII character: a zero or a mark beside it is another encoding's. */
  private static boolean isPlainUtf8(byte[] body) {
    int first = body[0] & 0xFF;
    return first != 0xEF
        && first != 0xFE
        && first != 0xFF
        && first != 0
        && (body.length == 1 || body[1] != 0);
  }

  /** Makes whole numbers integers however they are written: bounds are judged by that. */
  private static JsonNode checked(JsonNode node) throws InvalidBodyException {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(checked(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, checked(array.get(i)));
      }
    } else if (node.isNumber()) {
      return whole(node);
    }
    return node;
  }

  private static JsonNode whole(JsonNode number) throws InvalidBodyException {
    if (number.isInt() || number.isLong()) {
      return number;
    }
    BigDecimal value = number.decimalValue();
    long exponent = (long) value.precision() - value.scale();
    if (value.signum() != 0 && Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new InvalidBodyException(400, "body: holds a number that is out of range");
    }
    if (number.isBigInteger()) {
      return number;
    }
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return plain.scale() <= 0 ? BigIntegerNode.valueOf(plain.toBigIntegerExact()) : number;
  }
}
