package io.jhaproxy.cli.jkeepalived;

import io.jhaproxy.vrrp.config.ConfigReader;
import io.jhaproxy.vrrp.config.GlobalDefs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon's pid files are: /run, or below /run/keepalived where {@code use_pid_dir}, {@code
 * instance} or a network namespace tell several daemons apart.
 *
 * @param parent of the process that scripts know
 * @param vrrp of the VRRP process
 * @param why the answer to {@code --why}
 */
record RunFiles(Path parent, Path vrrp, Path why) {
  /** Only a file with one of these words is worth reading before the VRRP process reads it. */
  private static final Pattern MATTERS =
      Pattern.compile("(?m)^\\s*(instance|use_pid_dir|net_namespace|include[rmwba]?)\\b");

  /** The files of a daemon with these options. */
  static RunFiles of(Options options) throws IOException {
    GlobalDefs global = null;
    Path file = Path.of(options.file());
    if (Files.isRegularFile(file)
        && MATTERS.matcher(Files.readString(file, StandardCharsets.ISO_8859_1)).find()) {
      global =
          ConfigReader.read(file, options.configId(), options.allFilesMustExist(), name -> true)
              .model()
              .global();
    }
    return of(options, global);
  }

  private static RunFiles of(Options options, @Nullable GlobalDefs global) throws IOException {
    Path folder = Files.isDirectory(Path.of("/run")) ? Path.of("/run") : Path.of("/var/run");
    String suffix = "";
    String namespace = options.namespace();
    if (global != null && namespace == null) {
      namespace = global.networkNamespace();
    }
    String instance = global == null ? null : global.instance();
    if (namespace != null || instance != null || global != null && global.usePidDirectory()) {
      folder = folder.resolve("keepalived");
      folder = namespace == null ? folder : folder.resolve(namespace);
      suffix = instance == null ? "" : "_" + instance;
      Files.createDirectories(folder);
    }
    Path parent = path(options.pidFile(), folder, "keepalived" + suffix + ".pid");
    return new RunFiles(
        parent,
        path(options.vrrpPidFile(), folder, "vrrp" + suffix + ".pid"),
        parent.resolveSibling(parent.getFileName() + ".why"));
  }

  /**
   * Writes a pid file.
   *
   * @throws IOException with a message that names the file and the reason
   */
  static void write(Path file, long pid) throws IOException {
    try {
      Files.writeString(file, pid + "\n");
    } catch (IOException e) {
      throw new IOException("Cannot write pid file " + file + ": " + FileProblem.of(e), e);
    }
  }

  private static Path path(@Nullable String wanted, Path folder, String name) {
    return wanted == null ? folder.resolve(name) : Path.of(wanted);
  }
}
