package io.jhaproxy.vrrp.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code track_file}: a file that holds a number.
 *
 * @param name name used in {@code track_file} of an instance
 * @param path the file
 * @param weight default multiplier of the number, -254..254
 * @param reverse default of the tracking line
 * @param initialValue number to write when the file is created at start; null for not creating it
 * @param overwrite write it even if the file exists
 */
public record TrackFileModel(
    String name,
    Path path,
    int weight,
    boolean reverse,
    @Nullable Integer initialValue,
    boolean overwrite) {}
