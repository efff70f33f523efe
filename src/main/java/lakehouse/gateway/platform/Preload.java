package lakehouse.gateway.platform;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads the classes of the WAR after its deployment, beside the first requests. An application that is being stopped can
 * load none any more on Payara, so a first call that was still running then could not be ended in order. And the fewer
 * classes calls load, the less they wait; {@link PlatformThreads} says what that means.
 */
@WebListener
public class Preload implements ServletContextListener {
    private static final Logger LOG = System.getLogger(Preload.class.getName());
    private static final CountDownLatch LOADED = new CountDownLatch(1);
    private static final String CLASSES = "/WEB-INF/classes/";
    private static final String ENDING = ".class";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext application = event.getServletContext();
        PlatformThreads.execute(() -> {
            try {
                long start = System.nanoTime();
                int loaded = folder(application, CLASSES) + libraries(application);
                LOG.log(
                        Level.DEBUG,
                        () -> loaded + " classes loaded in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            } finally {
                LOADED.countDown();
            }
        });
    }

    /**
     * Waits until the classes are loaded, for a minute at most. Work that begins with the deployment and pays for answers
     * waits: Payara closes the application's libraries while it starts, and a class that is loaded at that moment fails with
     * "zip file closed".
     *
     * @throws InterruptedException when the thread is to end
     */
    public static void awaitLoaded() throws InterruptedException {
        if (!LOADED.await(1, TimeUnit.MINUTES)) {
            LOG.log(Level.DEBUG, "The classes are not loaded yet; they are loaded when they are needed.");
        }
    }

    private static int folder(ServletContext application, String folder) {
        int loaded = 0;
        for (String path : paths(application, folder)) {
            if (path.endsWith("/")) {
                loaded += folder(application, path);
            } else if (path.endsWith(ENDING)) {
                loaded += load(application, path.substring(CLASSES.length()));
            }
        }
        return loaded;
    }

    private static int libraries(ServletContext application) {
        int loaded = 0;
        for (String path : paths(application, "/WEB-INF/lib/")) {
            try (InputStream in = application.getResourceAsStream(path)) {
                loaded += in == null ? 0 : library(application, new ZipInputStream(in));
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Classes of " + path + " are loaded when they are needed.", e);
            }
        }
        return loaded;
    }

    private static int library(ServletContext application, ZipInputStream in) throws IOException {
        int loaded = 0;
        for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(ENDING) && !name.startsWith("META-INF/") && !needsHadoop(name)) {
                loaded += load(application, name);
            }
        }
        return loaded;
    }

    /** Parts of aircompressor for programs that have Hadoop. WildFly warns of each that cannot be loaded, with its stack. */
    private static boolean needsHadoop(String name) {
        return name.startsWith("io/airlift/") && (name.contains("/hadoop/") || name.endsWith("Codec" + ENDING));
    }

    private static Set<String> paths(ServletContext application, String folder) {
        Set<String> paths = application.getResourcePaths(folder);
        return paths == null ? Set.of() : paths;
    }

    private static int load(ServletContext application, String file) {
        String name = file.substring(0, file.length() - ENDING.length()).replace('/', '.');
        try {
            Class.forName(name, false, application.getClassLoader());
            return 1;
        } catch (ClassNotFoundException | LinkageError | IllegalStateException e) {
            // A part of a library that needs another one, which is not there; or Payara has just closed the library.
            return 0;
        }
    }
}
