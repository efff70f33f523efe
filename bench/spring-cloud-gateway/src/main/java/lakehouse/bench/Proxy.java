package lakehouse.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway with nothing but the two routes of application.properties. */
@SpringBootApplication
public class Proxy {
    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(Proxy.class, args);
    }
}
