package org.xieban;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class XiebanApplication {
    public static void main(String[] args) {
        SpringApplication.run(XiebanApplication.class, args);
    }
}
