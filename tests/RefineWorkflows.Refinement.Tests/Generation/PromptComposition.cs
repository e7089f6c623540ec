using RefineWorkflows.Refinement.Generation;

namespace RefineWorkflows.Refinement.Tests.Generation;

public sealed class PromptComposition
{
    private static readonly PromptConstraints Fox = new("one red fox", "whole body", "crowd, blurry, extra limbs", "a lone animal with clean anatomy");

    private static GeneratorCapabilities Generator(int? tokens, bool negative) => new("test", tokens, negative, true, true);

    [Theory]
    [InlineData(77, 34)]
    [InlineData(256, 115)]
    [InlineData(512, 230)]
    [InlineData(44, 20)]
    [InlineData(10, 20)]
    [InlineData(null, null)]
    public void The_words_follow_from_the_encoders_tokens(int? tokens, int? words) => Assert.Equal(words, new PromptBudget(tokens).MaxWords);

    [Fact]
    public void A_repeat_gets_a_fifth_less() => Assert.Equal(27, new PromptBudget(77).MaxWordsOnRepeat);

    [Fact]
    public void Tokens_are_estimated_from_words() => Assert.Equal(15, PromptBudget.EstimateTokens("one two three four five six seven eight nine  ten"));

    [Theory]
    [InlineData("misty forest at dawn", "one red fox, whole body, misty forest at dawn")]
    [InlineData("One red fox in snow", "One red fox in snow")]
    [InlineData("one red foxglove", "one red fox, whole body, one red foxglove")]
    [InlineData("misty forest, one red fox", "one red fox, whole body, misty forest, one red fox")]
    [InlineData("", "one red fox, whole body")]
    public void The_anchor_comes_first_and_once(string working, string sent)
        => Assert.Equal(sent, new PromptComposer(Fox, Generator(77, true)).Compose(working).Text);

    [Fact]
    public void What_does_not_fit_is_cut_by_whole_descriptors_and_never_from_the_anchor()
    {
        string working = string.Join(", ", Enumerable.Range(1, 60).Select(each => $"descriptor number{each}"));
        var composer = new PromptComposer(Fox, Generator(77, true));

        ComposedPrompt composed = composer.Compose(working);

        Assert.True(composed.Truncated);
        Assert.True(composer.Budget.Fits(composed.Text));
        Assert.StartsWith("one red fox, whole body, descriptor number1, ", composed.Text, StringComparison.Ordinal);
        Assert.Matches("number[0-9]+$", composed.Text);
    }

    [Fact]
    public void A_generator_without_a_limit_gets_everything()
    {
        string working = string.Join(' ', Enumerable.Repeat("word", 5000));

        Assert.Equal($"one red fox, whole body, {working}. a lone animal with clean anatomy", new PromptComposer(Fox, Generator(null, false)).Compose(working).Text);
    }

    [Theory]
    [InlineData(77, true, NegativeMechanism.NegativePrompt)]
    [InlineData(null, true, NegativeMechanism.NegativePrompt)]
    [InlineData(77, false, NegativeMechanism.FoldedIntoCondensing)]
    [InlineData(null, false, NegativeMechanism.AppendedSentence)]
    public void Exclusions_take_the_way_the_generator_offers(int? tokens, bool negative, NegativeMechanism mechanism)
    {
        var composer = new PromptComposer(Fox, Generator(tokens, negative));
        ComposedPrompt composed = composer.Compose("misty forest");

        Assert.Equal(mechanism, composer.Mechanism);
        Assert.Equal(negative ? Fox.Negative : null, composed.NegativePrompt);
        Assert.Equal(mechanism == NegativeMechanism.AppendedSentence, composed.Text.EndsWith(". " + Fox.Affirmative, StringComparison.Ordinal));
        Assert.Equal(
            mechanism == NegativeMechanism.FoldedIntoCondensing ? "dawn, a lone animal with clean anatomy" : "dawn",
            composer.DescriptionToCondense(" dawn "));
    }

    [Theory]
    [InlineData("blurry fox, crowd")]
    [InlineData("many FOXES")]
    public void A_negative_prompt_that_names_the_subject_is_refused(string negative)
    {
        PromptConflictException refused = Assert.Throws<PromptConflictException>(
            () => new PromptComposer(Fox with { Negative = negative }, Generator(77, true)));

        Assert.Equal("fox", refused.Word);
    }

    [Fact]
    public void Without_constraints_a_prompt_is_sent_as_it_is()
    {
        var composer = new PromptComposer(new PromptConstraints(), Generator(null, false));

        Assert.Equal(new ComposedPrompt("a quiet lake", null, false), composer.Compose(" a quiet lake "));
        Assert.Equal(NegativeMechanism.None, composer.Mechanism);
    }
}
