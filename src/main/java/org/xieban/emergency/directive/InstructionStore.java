package org.xieban.emergency.directive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.FileType;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Instructions from above, in the database. */
@Repository
class InstructionStore {

    private final JdbcClient jdbc;

    InstructionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Instruction instruction) {
        Instruction.File file = instruction.file();
        jdbc.sql("""
                insert into emergency_instruction (case_no, event, said_by, said_at, said, file_name, file_sha256,
                    file_type, entered_by, entered_at, answer_by, answer_to)
                values (:number, :event, :by, :at, :text, :fileName, :sha256, :fileType, :enteredBy, :enteredAt, :answerBy,
                    :answerTo)""")
                .param("number", instruction.number())
                .param("event", instruction.event())
                .param("by", instruction.saidBy())
                .param("at", OfficialTime.of(instruction.saidAt()))
                .param("text", instruction.text())
                .param("fileName", file == null ? null : file.name())
                .param("sha256", file == null ? null : file.sha256())
                .param("fileType", file == null ? null : file.type().name())
                .param("enteredBy", instruction.enteredBy())
                .param("enteredAt", OfficialTime.of(instruction.enteredAt()))
                .param("answerBy", OfficialTime.of(instruction.answerBy()))
                .param("answerTo", instruction.answerTo())
                .update();
    }

    Optional<Instruction> find(String number) {
        return jdbc.sql("select * from emergency_instruction where case_no = :number")
                .param("number", number)
                .query(InstructionStore::instruction)
                .optional();
    }

    /** Those of an event, the last first. */
    List<Instruction> of(String event) {
        return jdbc.sql("""
                        select * from emergency_instruction where event = :event
                         order by entered_at desc, case_no desc""")
                .param("event", event)
                .query(InstructionStore::instruction)
                .list();
    }

    void answered(String number, Directive.End answer, @Nullable String told) {
        jdbc.sql("""
                update emergency_instruction set answered_by = :by, answered_at = :at, answer = :text, told = :told
                 where case_no = :number""")
                .param("number", number)
                .param("told", told)
                .param("by", answer.by())
                .param("at", OfficialTime.of(answer.at()))
                .param("text", answer.text())
                .update();
    }

    private static Instruction instruction(ResultSet row, int number) throws SQLException {
        String file = row.getString("file_name");
        Instant answeredAt = Rows.instant(row, "answered_at");
        return new Instruction(
                row.getString("case_no"),
                row.getString("event"),
                row.getString("said_by"),
                Rows.moment(row, "said_at"),
                row.getString("said"),
                file == null
                        ? null
                        : new Instruction.File(
                                file, row.getString("file_sha256"), FileType.valueOf(row.getString("file_type"))),
                row.getString("entered_by"),
                Rows.moment(row, "entered_at"),
                Rows.moment(row, "answer_by"),
                row.getString("answer_to"),
                row.getString("told"),
                answeredAt == null
                        ? null
                        : new Directive.End(row.getString("answered_by"), answeredAt, row.getString("answer")));
    }
}
