package org.xieban.catalogue;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.xieban.web.NavigationEntry;

@Configuration(proxyBeanMethods = false)
class CatalogueNavigation {

    @Bean
    NavigationEntry itemsEntry() {
        return new NavigationEntry(
                NavigationEntry.Section.BUSINESS,
                80,
                "navigation.items",
                "/catalogue/items",
                "list-details",
                Set.of(),
                null);
    }
}
