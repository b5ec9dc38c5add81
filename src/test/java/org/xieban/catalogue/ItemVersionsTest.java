package org.xieban.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationUtils;
import org.xieban.XiebanTest;
import org.xieban.web.Refusal;

/** Each test leaves nothing behind. */
@XiebanTest
@Transactional
class ItemVersionsTest {

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private ItemPublication publication;

    @Autowired
    private ItemFiles files;

    @Autowired
    private JdbcClient jdbc;

    private final String code = TestItems.code();
    private final ItemFile file = TestItems.file(code);

    private ItemFile changed(String promised) {
        return ItemFile.read(file.name(), TestItems.yaml(code).replace("amount: 7", "amount: " + promised));
    }

    private int currentNumber() {
        return catalogue.find(code).orElseThrow().number();
    }

    @Test
    void everyShippedItemIsPublishedAndStartingAgainPublishesNothing() throws Exception {
        for (ServiceItem item : ShippedItemsTest.items()) {
            assertThat(catalogue.find(item.code())).as(item.code()).isPresent();
        }
        long before = versions();
        files.publish();
        assertThat(versions()).isEqualTo(before);
    }

    private long versions() {
        return jdbc.sql("select count(*) from service_item_version")
                .query(Long.class)
                .single();
    }

    @Test
    void aChangedFileIsANewVersionAndAnUnchangedOneIsNot() {
        assertThat(publication.load(file)).isEqualTo(ItemPublication.Outcome.PUBLISHED);
        assertThat(publication.load(file)).isEqualTo(ItemPublication.Outcome.UNCHANGED);
        assertThat(publication.load(changed("5"))).isEqualTo(ItemPublication.Outcome.PUBLISHED);
        assertThat(currentNumber()).isEqualTo(2);
        assertThat(catalogue.find(code).orElseThrow().item().promisedTerm().amount())
                .isEqualTo(5);
    }

    @Test
    void aFileThatOnlyLooksDifferentIsNoNewVersion() {
        publication.load(file);
        ItemFile commented = ItemFile.read(file.name(), "# checked\n" + TestItems.yaml(code));
        assertThat(publication.load(commented)).isEqualTo(ItemPublication.Outcome.UNCHANGED);
        assertThat(currentNumber()).isEqualTo(1);
    }

    @Test
    void aCaseKeepsTheVersionItBeganWith() {
        publication.load(file);
        ItemVersion begun = catalogue.find(code).orElseThrow();
        publication.load(changed("5"));
        assertThat(catalogue.version(begun.id()).orElseThrow().item()).isEqualTo(begun.item());
        assertThat(catalogue.version(code, 1).orElseThrow().current()).isFalse();
        assertThat(catalogue.version(code, 1).orElseThrow().supersededAt())
                .isEqualTo(catalogue.version(code, 2).orElseThrow().publishedAt());
        assertThat(catalogue.versions(code)).extracting(ItemVersion::number).containsExactly(2, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update service_item_version set content = '{}'",
                "delete from service_item_version",
                "truncate service_item_version"
            })
    void whatWasPublishedCannotBeChanged(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("never changed");
    }

    @Test
    void whatAnAdministratorEditedIsNotOverwrittenByTheFileUntilHeTakesIt() {
        publication.load(file);
        publication.edit(changed("6").item(), 1, "试行");
        assertThat(publication.load(changed("4"))).isEqualTo(ItemPublication.Outcome.LEFT);
        assertThat(publication.load(changed("4"))).isEqualTo(ItemPublication.Outcome.UNCHANGED);
        assertThat(catalogue.find(code).orElseThrow().item().promisedTerm().amount())
                .isEqualTo(6);
        assertThat(publication.unadopted(code)).contains(changed("4").item());
        publication.adopt(code, 2, null);
        assertThat(catalogue.find(code).orElseThrow().item())
                .isEqualTo(changed("4").item());
        assertThat(publication.unadopted(code)).isEmpty();
        assertThat(publication.load(changed("3"))).isEqualTo(ItemPublication.Outcome.PUBLISHED);
    }

    @Test
    void whoEditsWhatHasChangedMeanwhileIsTold() {
        publication.load(file);
        publication.edit(changed("6").item(), 1, null);
        assertThatThrownBy(() -> publication.edit(changed("5").item(), 1, null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("item.stale"));
        assertThat(currentNumber()).isEqualTo(2);
    }

    @Test
    void aNewItemDoesNotTakeTheCodeOfAnother() {
        publication.load(file);
        assertThatThrownBy(() -> publication.edit(changed("5").item(), 0, null))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("item.exists"));
    }

    @Test
    void publishingWhatIsThereAlreadyIsNoVersion() {
        publication.load(file);
        assertThat(publication.edit(file.item(), 1, null)).isEqualTo(1);
    }

    @Test
    void anEarlierVersionIsPublishedAgainAsANewOne() {
        publication.load(file);
        publication.edit(changed("6").item(), 1, null);
        assertThat(publication.restore(code, 1, 2, "改错了")).isEqualTo(3);
        ItemVersion restored = catalogue.find(code).orElseThrow();
        assertThat(restored.item()).isEqualTo(file.item());
        assertThat(restored.origin()).isEqualTo(ItemVersion.Origin.RESTORE);
        assertThat(restored.note()).isEqualTo("改错了");
    }

    @Test
    void eachPublicationIsRecordedWithWhatChanged() {
        publication.load(file);
        publication.edit(changed("6").item(), 1, "试行");
        // the record is written as a transaction commits, and this one never does
        TransactionSynchronizationUtils.triggerBeforeCommit(false);
        List<String> entries = jdbc.sql("select entry from trace_entry where act = 'item.published' and subject_id ="
                        + " :code order by id")
                .param("code", code)
                .query(String.class)
                .list();
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).contains("\"before\":null", "\"after\":1", "\"origin\":\"FILE\"");
        assertThat(entries.get(1))
                .contains("\"before\":1", "\"after\":2", "\"fields\":[\"promisedTerm\"]", "\"note\":\"试行\"");
    }
}
