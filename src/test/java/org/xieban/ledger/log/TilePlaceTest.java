package org.xieban.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tile has one public address. */
class TilePlaceTest {

    @ParameterizedTest
    @CsvSource({
        "0/000, 0, 0, 256",
        "0/x001/x234/067, 0, 1234067, 256",
        "0/x001/x234/067.p/1, 0, 1234067, 1",
        "1/x273/112, 1, 273112, 256",
        "2/999.p/255, 2, 999, 255",
        "entries/x001/000, -1, 1000, 256",
        "entries/007.p/12, -1, 7, 12",
    })
    void isReadAndWritten(String path, int level, long index, int width) {
        assertThat(Tile.Place.parse(path)).isEqualTo(new Tile.Place(level, index, width));
        assertThat(new Tile.Place(level, index, width).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "0", "0/0", "0/x000/001", "0/0001", "0/001.p/0", "0/001.p/256", "0/001.p/999", "0/001.p/01",
                "-1/000", "64/000", "00/000", "entries", "entries/x001", "0/x001", "0/../000", "0/000/", "data/000",
                "0/x001/x001/x001/x001/x001/x001/001"
            })
    void isRefusedInAnyOtherForm(String path) {
        assertThatThrownBy(() -> Tile.Place.parse(path)).isInstanceOf(IllegalArgumentException.class);
    }
}
