package io.github.krea4j;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** The release of this library, as the build wrote it into the module's descriptor. */
final class ClientVersion {
  /** For example {@code krea4j/1.2.0}. */
  static final String USER_AGENT = "krea4j/" + find();

  private ClientVersion() {}

  private static String find() {
    ModuleDescriptor module = KreaClient.class.getModule().getDescriptor();
    if (module == null) {
      module = ofClassPath();
    }
    if (module != null && module.rawVersion().isPresent()) {
      return module.rawVersion().get();
    }
    String manifest = KreaClient.class.getPackage().getImplementationVersion();
    return manifest == null ? "unknown" : manifest;
  }

  /** On the class path a descriptor is a resource like any other: the one beside this class. */
  private static @Nullable ModuleDescriptor ofClassPath() {
    String self = ClientVersion.class.getName().replace('.', '/') + ".class";
    URL location = ClientVersion.class.getResource("/" + self);
    if (location == null || !location.toString().endsWith(self)) {
      return null;
    }
    String address = location.toString();
    String root = address.substring(0, address.length() - self.length());
    try (InputStream in = URI.create(root + "module-info.class").toURL().openStream()) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      // Repackaged, this library may lie beside the descriptor of another.
      return module.name().equals(KreaClient.class.getPackageName()) ? module : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }
}
