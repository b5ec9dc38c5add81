package org.xieban.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The processor's milliseconds so far: unlike those of a clock hardly more where others work on the same machine.
 *
 * @param product in this JVM
 * @param compilers of its compilers, by the clock on the wall
 * @param database in its processes, to a hundredth of a second in each: it is on this machine
 */
public record Processor(double product, double compilers, double database) {

    public static Processor now(JdbcClient jdbc) {
        long one = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle postmaster = ProcessHandle.of(one).orElseThrow().parent().orElseThrow();
        return new Processor(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e6,
                ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
                Stream.concat(Stream.of(postmaster), postmaster.children())
                        .flatMap(process -> process.info().totalCpuDuration().stream())
                        .mapToLong(Duration::toMillis)
                        .sum());
    }

    /** What has been added since, for each of so many. */
    public Processor since(Processor before, double each) {
        return new Processor(
                (product - before.product) / each,
                (compilers - before.compilers) / each,
                (database - before.database) / each);
    }
}
