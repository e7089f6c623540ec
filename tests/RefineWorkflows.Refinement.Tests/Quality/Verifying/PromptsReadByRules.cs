using RefineWorkflows.Refinement.Quality.Verifying.Words;

namespace RefineWorkflows.Refinement.Tests.Quality.Verifying;

public sealed class PromptsReadByRules
{
    [Theory]
    [InlineData("a hot dog", "hot dog", "")]
    [InlineData("a photo of three red apples on a wooden table", "red apple, table", "3 × apple; apple on table")]
    [InlineData("a red ball left of a blue cube", "red ball, blue cube", "ball left of cube")]
    [InlineData("a cat to the right of the dog, dramatic light", "cat, dog", "cat right of dog")]
    [InlineData("a cottage, on the left", "cottage", "cottage at the left")]
    [InlineData("a cottage on the left of a tree", "cottage, tree", "cottage left of tree")]
    [InlineData("a cottage on the left of the picture", "cottage", "cottage at the left")]
    [InlineData("a bird in the upper right corner", "bird", "bird at the top right")]
    [InlineData("a mug in front of a lantern", "mug, lantern", "mug in front of lantern")]
    [InlineData("a fish above a boat, centred", "fish, sailing boat", "fish above sailing boat; fish at the centre")]
    [InlineData("an apple that fills a third of the picture", "apple", "apple covers 25 to 41.7 % of the picture")]
    [InlineData("a robot filling the frame", "robot", "robot covers 50 to 100 % of the picture")]
    [InlineData("a lantern, light from the left", "lantern", "light from left")]
    [InlineData("a mountain lit from the upper right", "mountain", "light from right and above")]
    [InlineData("a beach without people", "beach", "0 × person")]
    [InlineData("apples, three of them", "apple", "3 × apple")]
    [InlineData("dramatic, high contrast, soft focus", "", "")]
    public void Things_and_what_is_said_of_them_are_found(string prompt, string things, string claims)
    {
        PromptStructure structure = PromptGrammar.Read(prompt);

        Assert.Equal(things, string.Join(", ", structure.Things.Select(thing => $"{thing.Colour} {thing.Name}".Trim())));
        Assert.Equal(claims, string.Join("; ", structure.Claims));
    }

    [Fact]
    public void A_hot_dog_is_no_mood_and_a_red_background_no_thing()
    {
        PromptStructure structure = PromptGrammar.Read("a hot dog, red background, warm light, no flames");

        Assert.Equal(("hot dog", "red"), (Assert.Single(structure.Things).Name, structure.Background));
        Assert.DoesNotContain("hot", structure.Mood.Split(' '));
        Assert.Contains("warm", structure.Mood.Split(' '));
        Assert.Contains("no flames", structure.Mood, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_can_be_read()
    {
        const string Words = "a the red left of on in front three 33 % fills picture no light from cat, . ( \" \n 𝔸 \0 of of and without 100% third";
        string[] words = Words.Split(' ');
        for (int at = 0; at < 1000; at++)
        {
            string prompt = string.Join(' ', Enumerable.Range(0, 12).Select(place => words[StableRandom.Below(words.Length, 5, "prompt", (at * 12) + place)]));
            Assert.All(PromptGrammar.Read(prompt).Things, thing => Assert.NotEmpty(thing.Name));
        }
    }
}
