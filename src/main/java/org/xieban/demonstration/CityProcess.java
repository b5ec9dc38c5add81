package org.xieban.demonstration;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.xieban.demonstration.city.CityServices;

/**
 * The process in which the demonstration city's departments answer. Begun as early as there are beans, so that it is there
 * when the product is; it ends with the product, however that ends, since it waits at a pipe from it.
 */
@Component
@Profile("demonstration")
@ConditionalOnProperty(name = "xieban.demonstration.city", havingValue = "true", matchIfMissing = true)
class CityProcess implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CityProcess.class);

    private final Process process;
    private @Nullable Integer port;

    CityProcess() throws IOException {
        List<String> java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dloader.main=" + CityServices.class.getName());
        boolean packaged = !System.getProperty("java.class.path").contains(File.pathSeparator);
        List<String> main = List.of(
                packaged ? "org.springframework.boot.loader.launch.PropertiesLauncher" : CityServices.class.getName());
        List<String> command = new ArrayList<>(java);
        command.addAll(main);
        this.process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Where it listens; waits until it does. */
    synchronized int port() {
        Integer known = port;
        if (known != null) {
            return known;
        }
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            String line = said.readLine();
            if (line == null) {
                throw new IOException("it ended before it said where it listens");
            }
            int read = Integer.parseInt(line.strip());
            port = read;
            return read;
        } catch (IOException | NumberFormatException e) {
            // the demonstration works without: what is not known is brought by the applicant
            log.warn("the demonstration city's departments do not answer", e);
            return 0;
        }
    }

    @Override
    public void destroy() {
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
