package org.xieban;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.xieban.startup.Launch;

@SpringBootApplication
public class XiebanApplication {
    public static void main(String[] args) {
        Launch.run(XiebanApplication.class, args);
    }
}
