package org.xieban.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps the checkpoints of this installation outside its database.
 *
 * @param directory null where there is none
 */
record CheckpointReceivers(@Nullable CheckpointDirectory directory, List<Witness> witnesses) {

    static CheckpointReceivers of(LogSettings settings, LogStore store) {
        Path directory = settings.checkpoints();
        return new CheckpointReceivers(
                directory == null ? null : new CheckpointDirectory(directory, store),
                settings.witnesses().stream()
                        .map(setting -> new Witness(setting, store))
                        .toList());
    }

    List<CheckpointReceiver> all() {
        return Stream.concat(Stream.ofNullable(directory), witnesses.stream())
                .map(CheckpointReceiver.class::cast)
                .toList();
    }
}
