package io.github.krea4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
  private static Job job(String members) {
    return Job.parse("{\"job_id\":\"j1\"," + members.replace('\'', '"') + "}");
  }

  private static JobOutput output(String json) {
    return JobOutput.parse(json.replace('\'', '"'));
  }

  private static URI uri(String text) {
    return URI.create(text);
  }

  @Test
  void readsAJobThatEndedWell() {
    Job job =
        job(
            "'status':'completed','created_at':'2026-06-01T10:00:00.123Z',"
                + "'completed_at':'2026-06-01T12:00:07+02:00','result':{'urls':['https://x/a.png']}");

    assertThat(job.id()).isEqualTo("j1");
    assertThat(job.status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(job.rawStatus()).isEqualTo("completed");
    assertThat(job.createdAt()).contains(Instant.parse("2026-06-01T10:00:00.123Z"));
    assertThat(job.completedAt()).contains(Instant.parse("2026-06-01T10:00:07Z"));
    assertThat(job.urls()).containsExactly(uri("https://x/a.png"));
    assertThat(job.error()).isEmpty();
  }

  @Test
  void urlsAsAListOfTextsComeInOrderWithoutNamesOrTypes() {
    assertThat(job("'result':{'urls':['https://x/2','https://x/1']}").outputs())
        .containsExactly(output("{'url':'https://x/2'}"), output("{'url':'https://x/1'}"));
  }

  @Test
  void urlsAsAListOfObjectsKeepTheirTypes() {
    assertThat(
            job("'result':{'urls':[{'type':'preview','url':'https://x/p'},"
                    + "{'type':'model','url':'https://x/m'}]}")
                .outputs())
        .containsExactly(
            output("{'url':'https://x/p','type':'preview'}"),
            output("{'url':'https://x/m','type':'model'}"));
  }

  @Test
  void urlsAsAnObjectKeepTheirNamesAlsoOfLists() {
    assertThat(
            job("'result':{'workflow_id':'w','urls':{'foto':'https://x/1','all':['https://x/2','https://x/3']}}")
                .outputs())
        .containsExactly(
            output("{'url':'https://x/1','name':'foto'}"),
            output("{'url':'https://x/2','name':'all'}"),
            output("{'url':'https://x/3','name':'all'}"));
  }

  @Test
  void outputKeepsWhatTheLibraryDoesNotKnow() {
    JobOutput output =
        job("'result':{'urls':{'foto':[{'url':'https://x/1','width':7}]}}").outputs().get(0);
    assertThat(output).isEqualTo(output("{'url':'https://x/1','width':7,'name':'foto'}"));
    assertThat(output.raw().get("width").getAsInt()).isEqualTo(7);
    assertThat(output.url()).isEqualTo(uri("https://x/1"));
    assertThat(output.name()).contains("foto");
    assertThat(output.type()).isEmpty();
  }

  @Test
  void outputWithoutUrlIsAnErrorWhenAskedFor() {
    assertThatThrownBy(() -> output("{'type':'model'}").url())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the service sent no \"url\"; raw() of this JobOutput holds all it sent");
  }

  @Test
  void outputIsReadFromAnObjectOnly() {
    assertThatThrownBy(() -> JobOutput.parse("\"https://x/1\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a job output: the text is JSON, but not an object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http:", "://", "1https://x", "https://"})
  void aUrlThatIsNoneIsKeptToo(String url) {
    assertThat(job("'result':{'urls':['" + url + "']}").outputs())
        .extracting(output -> output.raw().get("url").getAsString())
        .containsExactly(url);
  }

  @Test
  void anOutputMayBeNamedUrl() {
    assertThat(job("'result':{'urls':{'url':'https://x/1','type':'https://x/2'}}").outputs())
        .extracting(JobOutput::name)
        .containsExactly(Optional.of("url"), Optional.of("type"));
  }

  @Test
  void aSingleTypedObjectIsOneOutput() {
    assertThat(job("'result':{'urls':{'url':'https://x/1','type':'model'}}").outputs())
        .containsExactly(output("{'url':'https://x/1','type':'model'}"));
  }

  @Test
  void aSingleUrlIsOneOutput() {
    assertThat(job("'result':{'url':'https://x/1'}").urls()).containsExactly(uri("https://x/1"));
    assertThat(job("'result':{'urls':'https://x/1'}").urls()).containsExactly(uri("https://x/1"));
  }

  @Test
  void aUrlThatIsNoUriIsEncodedNotDropped() {
    assertThat(job("'result':{'urls':['https://x/a b|ü.png?q=[1]','https://x/50%']}").urls())
        .containsExactly(uri("https://x/a%20b%7C%C3%BC.png?q=%5B1%5D"), uri("https://x/50%25"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'result':null",
        "'result':{}",
        "'result':'text'",
        "'result':[]",
        "'result':{'urls':null}",
        "'result':{'urls':[]}",
        "'result':{'urls':[null,'',{},{'url':null},{'type':'model'}]}",
        "'result':{'urls':{}}",
        "'result':{'urls':{'a':null,'b':[],'c':{}}}",
        "'completed_at':null"
      })
  void emptyResultsOfEveryShapeHaveNoOutputs(String members) {
    assertThat(job(members).outputs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'error':{'code':'nsfw','message':'no'}            | nsfw | no",
        "'error':{'code':'nsfw'}                           | nsfw |",
        "'error':{'message':'no'}                          |      | no",
        "'error':'no'                                      |      | no",
        "'error':null,'result':{'error':{'code':'x'}}      | x    |",
        "'result':{'error':{'code':'x','message':'y'}}     | x    | y",
        "'result':{'error':'y'}                            |      | y",
        "'result':{'message':'y'}                          |      | y",
        "'error':{},'result':{'error':{},'message':'y'}    |      | y",
        "'error':'  ','result':{'error':'y'}               |      | y"
      })
  void errorsAreFoundWhereverTheServicePutThem(String members, String code, String message) {
    JobError error = job(members.replace("''", "'")).error().orElseThrow();
    assertThat(error.code()).isEqualTo(Optional.ofNullable(code));
    assertThat(error.message()).isEqualTo(Optional.ofNullable(message));
  }

  @Test
  void errorKeepsWhatTheLibraryDoesNotKnow() {
    JobError error = job("'error':{'code':'nsfw','field':'prompt'}").error().orElseThrow();
    assertThat(error).isEqualTo(JobError.parse("{\"code\":\"nsfw\",\"field\":\"prompt\"}"));
    assertThat(error.raw().get("field").getAsString()).isEqualTo("prompt");
    assertThat(error).hasToString("JobError{\"code\":\"nsfw\",\"field\":\"prompt\"}");
  }

  @Test
  void errorThatIsATextIsAMessage() {
    assertThat(job("'error':'no'").error()).contains(JobError.parse("{\"message\":\"no\"}"));
  }

  @Test
  void errorIsReadFromAnObjectOnly() {
    assertThatThrownBy(() -> JobError.parse("\"no\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a job error: the text is JSON, but not an object");
  }

  @Test
  void aFailedJobMayHaveNoError() {
    assertThat(job("'status':'failed','result':{}").error()).isEmpty();
    assertThat(job("'status':'failed','error':null").error()).isEmpty();
  }

  @Test
  void aMessageBesideMediaIsNoError() {
    assertThat(job("'result':{'message':'enjoy','urls':['https://x/1']}").error()).isEmpty();
  }

  @Test
  void unknownStatusIsKeptAsText() {
    Job job = job("'status':'warming-up'");
    assertThat(job.status()).isEqualTo(JobStatus.UNKNOWN);
    assertThat(job.rawStatus()).isEqualTo("warming-up");
    assertThat(job.status().isTerminal()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'status':null", "'status':{}", "'status':[1]", "'x':1", "'status':'UNKNOWN'"})
  void statusOfAnotherShapeIsUnknown(String members) {
    assertThat(job(members).status()).isEqualTo(JobStatus.UNKNOWN);
  }

  @Test
  void oddDatesAreAbsent() {
    Job job = job("'created_at':'yesterday','completed_at':17");
    assertThat(job.createdAt()).isEmpty();
    assertThat(job.completedAt()).isEmpty();
    assertThat(job.raw().get("created_at").getAsString()).isEqualTo("yesterday");
  }

  @Test
  void idsNeedNotBeUuids() {
    assertThat(Job.parse("{\"job_id\":17}").id()).isEqualTo("17");
  }

  @Test
  void styleIdComesFromTheResult() {
    assertThat(job("'result':{'style_id':'pgozm164j'}").styleId()).contains("pgozm164j");
    assertThat(job("'result':{'style_id':null}").styleId()).isEmpty();
    assertThat(job("'result':{'style_id':''}").styleId()).isEmpty();
  }

  @Test
  void whatHasNoIdIsNoJob() {
    assertThatThrownBy(() -> Job.parse("{\"status\":\"queued\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a job: the object has no job_id");
    assertThatThrownBy(() -> Job.parse("[]"))
        .hasMessage("not a job: the text is JSON, but not an object");
    assertThatThrownBy(() -> Job.parse("<html>")).hasMessage("not a job: the text is not JSON");
    assertThatThrownBy(() -> Job.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rawKeepsWhatTheLibraryDoesNotKnow() {
    Job job = job("'status':'queued','position':3,'cost_usd':0.0032");
    assertThat(job.raw().get("position").getAsInt()).isEqualTo(3);
    assertThat(job.raw().get("cost_usd").getAsString()).isEqualTo("0.0032");
  }

  @Test
  void changingRawDoesNotChangeTheJob() {
    JsonObject source = new JsonObject();
    source.addProperty("job_id", "j1");
    Job job = Job.of(source);
    source.addProperty("job_id", "j2");
    job.raw().addProperty("job_id", "j3");
    assertThat(job.id()).isEqualTo("j1");
    assertThat(job.raw().get("job_id").getAsString()).isEqualTo("j1");
  }

  @Test
  void anyGsonReadsAndWritesIt() {
    String text = "{\"job_id\":\"j1\",\"status\":\"queued\",\"result\":null,\"new\":[1.50]}";
    Job job = new Gson().fromJson(text, Job.class);
    assertThat(job).isEqualTo(Job.parse(text)).hasSameHashCodeAs(Job.parse(text));
    assertThat(new Gson().toJson(job)).isEqualTo(text);
    assertThat(new Gson().fromJson("{}", Job.class).id()).isEmpty();
    assertThat(new Gson().fromJson("[1]", Job.class)).isNull();
  }

  @Test
  void toStringTellsIdStateAndOutputs() {
    assertThat(job("'status':'sampling','result':{'urls':['https://x/secret']}"))
        .hasToString("Job{id=j1, status=sampling, outputs=1}");
  }

  @ParameterizedTest
  @EnumSource(JobStatus.class)
  void onlyThreeStatesAreFinal(JobStatus status) {
    assertThat(status.isTerminal())
        .isEqualTo(List.of("completed", "failed", "cancelled").contains(status.value()));
  }

  @Test
  void statesAreWrittenAsTheServiceWritesThem() {
    assertThat(JobStatus.INTERMEDIATE_COMPLETE).hasToString("intermediate-complete");
    assertThat(JobStatus.of("intermediate-complete")).isEqualTo(JobStatus.INTERMEDIATE_COMPLETE);
    assertThat(JobStatus.of(null)).isEqualTo(JobStatus.UNKNOWN);
  }
}
