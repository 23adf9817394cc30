package io.github.krea4j.internal.batch;

import io.github.krea4j.PriceEstimate;
import io.github.krea4j.batch.ItemOutcome;
import io.github.krea4j.batch.ItemState;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Items as a report tells of them. */
final class Outcomes {
  private Outcomes() {}

  static ItemOutcome of(String key, ItemState state, String label, String reason, Path... files) {
    return new ItemOutcome(
        key,
        "image/bfl/flux-1-dev",
        Optional.ofNullable(label),
        state,
        Optional.of("job-" + key),
        List.of(files),
        Optional.ofNullable(reason),
        Optional.of(
            PriceEstimate.of(BigDecimal.ONE, new BigDecimal("2"), "compute units", "ours")));
  }

  static Map<ItemState, Long> counts(List<ItemOutcome> items) {
    Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
    for (ItemState state : ItemState.values()) {
      counts.put(state, items.stream().filter(item -> item.state() == state).count());
    }
    return counts;
  }

  /** Writes a page of some items. */
  static Path sheet(Path html, List<ItemOutcome> items) throws IOException {
    ContactSheet.write(html, counts(items), items.stream());
    return html;
  }

  static Path picture(Path file, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
