using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Semantic;

namespace RefineWorkflows.Refinement.Tests.Quality.Reward;

public sealed class ChecklistOfPictures
{
    private static readonly HashSet<ChecklistGate> Everybody = [ChecklistGate.Body, ChecklistGate.Face, ChecklistGate.Hands];

    [Fact]
    public void The_weights_are_the_published_ones()
    {
        Assert.Equal(27, PictureChecklist.Questions.Count);
        Assert.Equal(2.536908, PictureChecklist.Questions.Sum(question => question.Weight), 6);
    }

    [Fact]
    public void Yes_to_everything_is_1_and_no_is_0()
    {
        Assert.Equal(1, PictureChecklist.Read(Answers(_ => true), Everybody, 1).Value!.Value, 12);
        Assert.Equal(1, PictureChecklist.Read(Answers(_ => true), Everybody, null).Value!.Value, 12);
        Assert.Equal(0, PictureChecklist.Read(Answers(_ => false), Everybody, 0).Value!.Value, 12);
    }

    // −2 · 0.582822 of a range of 2 · 2.536908 + 2.354288, and half of the alignment.
    [Fact]
    public void Each_answer_moves_the_reward_by_its_weight()
    {
        ChannelReading reading = PictureChecklist.Read(Answers(key => key != "not empty"), Everybody, 0.5);

        Assert.Equal(1 - (((2 * 0.582822) + (2.354288 / 2)) / ((2 * 2.536908) + 2.354288)), reading.Value!.Value, 9);
        Assert.Equal(["not so: not empty"], reading.Evidence);
    }

    [Fact]
    public void Without_a_body_nothing_about_it_or_about_harm_counts()
    {
        Dictionary<string, bool?> answers = Answers(key => !key.Contains("body", StringComparison.Ordinal) && !key.Contains("harm", StringComparison.Ordinal));

        Assert.Equal(1, PictureChecklist.Read(answers, new HashSet<ChecklistGate> { ChecklistGate.Face }, null).Value!.Value, 12);
        Assert.True(PictureChecklist.Read(answers, Everybody, null).Value < 1);
    }

    // Matched against exactly "yes" all of these would be no, and every picture the worst there is.
    [Fact]
    public void Capital_letters_and_end_tokens_make_no_no()
        => Assert.Equal(1, PictureChecklist.Read(PictureChecklist.Questions.ToDictionary(question => question.Key, _ => YesNo.Read(" Yes.<|im_end|>\n")), Everybody, null).Value!.Value, 12);

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void More_than_a_fifth_unreadable_is_missing(int unreadable, bool told)
        => Assert.Equal(told, PictureChecklist.Read(PictureChecklist.Questions.Select((question, at) => (question.Key, At: at)).ToDictionary(one => one.Key, one => one.At < unreadable ? (bool?)null : true), Everybody, null).Value is not null);

    [Fact]
    public void Questions_and_alignments_that_are_none_are_refused()
    {
        Assert.Throws<QualityException>(() => PictureChecklist.Read(new Dictionary<string, bool?> { ["pretty"] = true }, Everybody, null));
        Assert.Throws<QualityException>(() => PictureChecklist.Read(Answers(_ => true), Everybody, 1.5));
    }

    private static Dictionary<string, bool?> Answers(Func<string, bool> answer)
        => PictureChecklist.Questions.ToDictionary(question => question.Key, question => (bool?)answer(question.Key));
}
