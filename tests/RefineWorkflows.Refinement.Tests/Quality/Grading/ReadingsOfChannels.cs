using System.Text.Json;
using RefineWorkflows.Refinement.Quality;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

public sealed class ReadingsOfChannels
{
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.PositiveInfinity)]
    public void Anything_that_is_no_number_from_0_to_1_is_refused(double value)
    {
        Assert.Contains("must be a number from 0 to 1", Assert.Throws<QualityException>(() => ChannelReading.Of(value, [])).Message, StringComparison.Ordinal);
        Assert.Throws<QualityException>(() => ChannelReading.Of(0.5, [], value));
    }

    [Fact]
    public void What_is_missing_has_a_reason()
    {
        Assert.Null(ChannelReading.Missing("no model").Value);
        Assert.Throws<QualityException>(() => ChannelReading.Missing(" "));
    }

    [Theory]
    [InlineData("""{"subject_consistency": 0.9, "motion_smoothness": 0.8}""", "an object")]
    [InlineData("[0.9]", "a list")]
    [InlineData("\"0.9\"", "a text")]
    [InlineData("true", "true")]
    public void The_table_of_a_benchmark_is_no_score(string answer, string kind)
    {
        QualityException refused = Assert.Throws<QualityException>(() => ChannelReading.Read(ChannelKind.Benchmark, Json(answer), []));

        Assert.StartsWith($"The benchmark channel gave {kind} where its score stands", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_or_null_is_taken_from_an_answer()
    {
        Assert.Equal(0.87, ChannelReading.Read(ChannelKind.Spatial, Json("0.87"), []).Value);
        Assert.Equal("the spatial channel answered with null", ChannelReading.Read(ChannelKind.Spatial, Json("null"), []).MissingBecause);
        Assert.Throws<QualityException>(() => ChannelReading.Read(ChannelKind.Spatial, Json("87"), []));
    }

    // 0.6, 0.8 and 1.0: their deviation is 0.2, that of the mean 0.2 / √3.
    [Fact]
    public void Several_frames_are_averaged_and_tell_how_far_the_mean_may_be_off()
    {
        ChannelReading mean = ChannelReading.Mean([ChannelReading.Of(0.6, ["a"]), ChannelReading.Of(0.8, ["b"]), ChannelReading.Missing("blurred"), ChannelReading.Of(1, ["a"])]);

        Assert.Equal(0.8, mean.Value!.Value, 12);
        Assert.Equal(0.2 / Math.Sqrt(3), mean.Deviation!.Value, 12);
        Assert.Equal(["a", "b"], mean.Evidence);
    }

    [Fact]
    public void Replies_stay_with_a_reading_in_files_and_over_frames_and_nothing_is_written_where_there_are_none()
    {
        ChannelReading asked = ChannelReading.Of(0.6, ["a"]) with { Raw = ["{\"answers\": []}"] };
        ChannelReading failed = ChannelReading.Missing("unreadable") with { Raw = ["Lovely."] };

        Assert.Equal(asked.Raw, JsonSerializer.Deserialize<ChannelReading>(JsonSerializer.Serialize(asked, JsonSerializerOptions.Web), JsonSerializerOptions.Web)!.Raw);
        Assert.Empty(JsonSerializer.Deserialize<ChannelReading>(JsonSerializer.Serialize(ChannelReading.Of(1, [])))!.Raw);
        Assert.DoesNotContain("raw", JsonSerializer.Serialize(ChannelReading.Of(1, [])), StringComparison.OrdinalIgnoreCase);
        Assert.Equal([.. asked.Raw, .. failed.Raw], ChannelReading.Mean([asked, failed]).Raw);
        Assert.Equal(failed.Raw, ChannelReading.Mean([failed]).Raw);
    }

    [Fact]
    public void One_frame_of_several_keeps_what_it_knows_of_itself_and_none_is_missing()
    {
        Assert.Equal(0.04, ChannelReading.Mean([ChannelReading.Missing("blurred"), ChannelReading.Of(0.6, [], 0.04)]).Deviation);
        Assert.Equal("blurred", ChannelReading.Mean([ChannelReading.Missing("blurred")]).MissingBecause);
        Assert.NotNull(ChannelReading.Mean([]).MissingBecause);
    }

    [Fact]
    public void A_reading_survives_json_and_a_broken_one_does_not_come_in()
    {
        ChannelReading read = JsonSerializer.Deserialize<ChannelReading>(JsonSerializer.Serialize(ChannelReading.Of(0.5, ["seen"], 0.1)))!;

        Assert.Equal((0.5, 0.1), (read.Value!.Value, read.Deviation!.Value));
        Assert.Equal(["seen"], read.Evidence);
        Assert.Throws<QualityException>(() => JsonSerializer.Deserialize<ChannelReading>("""{"Value":3,"Evidence":[]}"""));
        Assert.Throws<QualityException>(() => JsonSerializer.Deserialize<ChannelReading>("{}"));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
