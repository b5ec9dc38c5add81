package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.xieban.sources.DataResource.Sharing;

class ResourceTableTest {

    private static ResourceTable.Table read(String text) {
        return ResourceTable.read(text, resource -> ResourceRules.check(resource, code -> code.equals("scjg")));
    }

    private static List<String> faults(String text) {
        return read(text).allFaults().stream()
                .map(each -> each.line() + " " + each.fault().path() + " "
                        + each.fault().code())
                .toList();
    }

    @Test
    void whatIsExportedIsImportedAsItWas() {
        List<DataResource> resources =
                List.of(TestResources.of("one", Sharing.OPEN), TestResources.of("two", Sharing.CONDITIONAL));
        ResourceTable.Table table = read(ResourceTable.write(resources));
        assertThat(table.sound()).isTrue();
        assertThat(table.entries().stream().map(ResourceTable.Entry::resource).toList())
                .isEqualTo(resources);
    }

    @Test
    void everyWrongCellIsToldWithItsLine() {
        String good = ResourceTable.write(List.of(TestResources.of("one", Sharing.CONDITIONAL)));
        assertThat(faults(good.replaceFirst("name,name,TEXT,1,", "9,name,TEXT,7,")))
                .contains("3 fields[1].name resource.fieldName", "3 fields[1].dataClass resource.between");
        assertThat(faults(good.replace(",scjg,", ",nobody,"))).contains("2 provider resource.provider");
        assertThat(faults(good.replace(",须经授权,", ",,"))).contains("2 reason resource.missing");
        assertThat(faults(good.replaceFirst(",DAILY,", ",OFTEN,")))
                .contains("2 updateCycle resource.choice", "3 updateCycle resourceTable.differs");
        assertThat(faults(good.replaceFirst(",true,true,CREDIT", ",yes,true,CREDIT")))
                .contains("2 key resource.choice");
    }

    @Test
    void whatIsNoTableOfResourcesIsRefusedWhole() {
        assertThat(faults("")).containsExactly("1  resourceTable.heading");
        assertThat(faults("a,b\n1,2")).containsExactly("1  resourceTable.heading");
        assertThat(faults("code,\"name")).containsExactly("1  resourceTable.quote");
        assertThat(read(String.join(",", ResourceTable.COLUMNS)).sound()).isFalse();
    }

    @Test
    void theDemonstrationsTableIsSound() throws Exception {
        String table = new ClassPathResource("demonstration/resources.csv").getContentAsString(StandardCharsets.UTF_8);
        assertThat(ResourceTable.read(table, resource -> ResourceRules.check(resource, code -> true))
                        .allFaults())
                .isEmpty();
    }
}
