package io.jhaproxy.gates;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Collects what Netty's leak detector finds. It replaces the detector rather than reading the log,
 * because the detector is mute where nobody logs errors.
 */
final class LeakReports {
  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

  private LeakReports() {}

  /** Makes all detectors report here; before the first buffer is allocated. */
  static void install() {
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(
        new ResourceLeakDetectorFactory() {
          @Override
          @Deprecated
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int samplingInterval, long maxActive) {
            return new Detector<>(resource, samplingInterval);
          }

          @Override
          public <T> ResourceLeakDetector<T> newResourceLeakDetector(
              Class<T> resource, int samplingInterval) {
            return new Detector<>(resource, samplingInterval);
          }
        });
  }

  /** Collects garbage and returns what was found to have leaked since the last call. */
  static List<String> drain() {
    awaitCollection();
    awaitCollection();
    ByteBuf wakesTheDetector = ByteBufAllocator.DEFAULT.directBuffer(1);
    wakesTheDetector.release();
    List<String> found = new ArrayList<>();
    for (String report = REPORTS.poll(); report != null; report = REPORTS.poll()) {
      found.add(report);
    }
    return found;
  }

  /** Returns when the collector has been through and all that it found has been queued. */
  private static void awaitCollection() {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> dropped = new WeakReference<>(new Object(), queue);
    long end = System.nanoTime() + LIMIT_NANOS;
    try {
      do {
        System.gc();
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the collector did not find a dropped object");
        }
      } while (queue.remove(100) != dropped);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Detector<T> extends ResourceLeakDetector<T> {
    Detector(Class<?> resource, int samplingInterval) {
      super(resource, samplingInterval);
    }

    @Override
    protected boolean needReport() {
      return true;
    }

    @Override
    protected void reportTracedLeak(String resource, String records) {
      REPORTS.add(resource + records);
    }

    @Override
    protected void reportUntracedLeak(String resource) {
      REPORTS.add(resource + " (run with -Dio.netty.leakDetection.level=paranoid to see where)");
    }
  }
}
