using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Semantic;

namespace RefineWorkflows.Refinement.Tests.Quality.Semantic;

public sealed class SemanticReadings
{
    [Theory]
    [InlineData(0.10, 0)]
    [InlineData(0.25, 0.5)]
    [InlineData(0.28, 0.6)]
    [InlineData(0.40, 1)]
    [InlineData(0.89, 1)]
    [InlineData(-0.3, 0)]
    public void A_cosine_of_a_contrastive_encoder_is_no_score(double cosine, double score)
        => Assert.Equal(score, SimilarityRange.Contrastive.Score(cosine), 9);

    [Fact]
    public void A_similarity_that_is_a_score_stays_one() => Assert.Equal(0.89, SimilarityRange.Normalised.Score(0.89));

    [Fact]
    public void Embeddings_are_compared_by_direction_alone()
    {
        // cos = 0.25: (1, 0) against (0.25, 0.968…).
        ChannelReading reading = SimilarityRange.Contrastive.Read([7, 0], [0.25, Math.Sqrt(1 - 0.0625)]);

        Assert.Equal(0.5, reading.Value!.Value, 9);
        Assert.Equal("cosine 0.25 of picture and prompt, in the range 0.1 to 0.4", Assert.Single(reading.Evidence));
    }

    [Fact]
    public void Ranges_and_embeddings_that_mean_nothing_are_refused()
    {
        Assert.Throws<QualityException>(() => new SimilarityRange(0.4, 0.1));
        Assert.Throws<QualityException>(() => new SimilarityRange(0.4, 0.4));
        Assert.Throws<QualityException>(() => new SimilarityRange(double.NaN, 1));
        Assert.Throws<QualityException>(() => SimilarityRange.Normalised.Read([0, 0], [1, 0]));
        Assert.Throws<QualityException>(() => SimilarityRange.Normalised.Read([1], [1, 0]));
        Assert.Throws<QualityException>(() => SimilarityRange.Normalised.Read([double.NaN, 1], [1, 0]));
    }

    [Fact]
    public void Coverage_is_what_a_judge_confirms_of_what_the_prompt_names()
    {
        ChannelReading reading = EntityCoverage.Read([new("a cat", true), new("a red ball", true), new("snow", false), new("a fence", true)]);

        Assert.Equal(0.75, reading.Value);
        Assert.Contains("snow: not seen", reading.Evidence);
        Assert.InRange(reading.Deviation!.Value, 0.15, 0.25);
    }

    [Fact]
    public void An_answer_that_cannot_be_read_is_no_no()
    {
        EntityAnswer[] answers = [new("a", true), new("b", true), new("c", false), new("d", true), new("e", null)];

        Assert.Equal(0.75, EntityCoverage.Read(answers).Value);
        Assert.Equal("2 of 6 answers could not be read as yes or no", EntityCoverage.Read([.. answers, new("f", null)]).MissingBecause);
    }

    [Fact]
    public void Without_a_question_there_is_no_coverage() => Assert.Null(EntityCoverage.Read([]).Value);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Yes.", true)]
    [InlineData("  YES!\n", true)]
    [InlineData("yes<|im_end|>", true)]
    [InlineData("<|assistant|> Yes</s>", true)]
    [InlineData("[/INST] no", false)]
    [InlineData("**Yes**, there is a cat.", true)]
    [InlineData("No, there is none; yes would be wrong.", false)]
    [InlineData("no", false)]
    [InlineData("NO</s>", false)]
    [InlineData("Nothing of the kind", null)]
    [InlineData("yesterday", null)]
    [InlineData("Perhaps", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Yes_and_no_are_read_as_people_and_models_write_them(string? answer, bool? read) => Assert.Equal(read, YesNo.Read(answer));
}
