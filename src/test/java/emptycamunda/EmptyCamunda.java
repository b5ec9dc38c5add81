package emptycamunda;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What the product's start is measured beside: Spring Boot with Camunda, its web apps and REST, and nothing else. */
@SpringBootApplication
public class EmptyCamunda {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(EmptyCamunda.class);
        application.addListeners(event -> {
            if (event instanceof org.springframework.boot.context.event.ApplicationReadyEvent) {
                System.out.println("ready");
            }
        });
        application.run(args);
    }
}
