using System.Text.Json;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Suites;

namespace RefineWorkflows.Refinement.Tests.Suites;

public sealed class SuiteFiles
{
    private const string Grid = """
        name: foods
        min_grade: B
        prompts:
          - a hot hotdog
          - id: fox
            prompt: one red fox in the snow
            goal: a calm picture
            min_grade: A-
        settings:
          strategy: [climbing, annealing]
          seed: [1, 2]
          max_iterations: 3
        """;

    private static readonly string[] Declared = ["Prompt", "Goal", "Strategy", "MaxIterations", "Seed", "Width", "Height"];

    [Fact]
    public void Lists_of_settings_are_combined_with_each_other_and_with_every_prompt()
    {
        Suite suite = SuiteFile.Parse(Grid, "foods.yaml");
        Assert.Equal(("foods", "refine-loop", Grade.B), (suite.Name, suite.Workflow, suite.MinGrade!.Value));
        Assert.Equal(["a-hot-hotdog", "fox"], suite.Prompts);
        Assert.Equal(["strategy=climbing seed=1", "strategy=climbing seed=2", "strategy=annealing seed=1", "strategy=annealing seed=2"], suite.Labels);
        Assert.Equal(8, suite.Cases.Count);
        Assert.Equal([null, Grade.AMinus], suite.Cases.Select(one => one.MinGrade).Distinct());
    }

    [Fact]
    public void A_list_of_settings_is_taken_as_it_stands()
    {
        Suite suite = SuiteFile.Parse("prompts: [a cat]\nsettings:\n- {name: plain, seed: 4}\n- {strategy: greedy, seed: 5}\n", "list.yaml");
        Assert.Equal("list", suite.Name);
        Assert.Equal(["plain", "strategy=greedy seed=5"], suite.Labels);
        Assert.Equal(["seed"], suite.Cases[0].Settings.Select(one => one.Name));
    }

    [Fact]
    public void Without_settings_every_prompt_is_one_case()
        => Assert.Equal(["a-cat/default", "a-dog/default"], SuiteFile.Parse("prompts:\n- a cat\n- A dog!\n", "two.yaml").Cases.Select(one => one.Id));

    [Fact]
    public void Settings_become_the_inputs_that_the_definition_declares_and_what_a_prompt_says_wins()
    {
        Suite suite = SuiteFile.Parse("prompts:\n- {prompt: a cat, max-iterations: 7}\nsettings: {max_iterations: 2, SIZE: 320x240, seed: 9, goal: \"5\"}\n", "s.yaml");
        IReadOnlyDictionary<string, JsonElement> input = CaseInput.Of(suite, suite.Cases[0], Declared, []).Input;
        Assert.Equal(["Goal", "Height", "MaxIterations", "Prompt", "Seed", "Width"], input.Keys);
        Assert.Equal((7, 320, 240, "5"), (input["MaxIterations"].GetInt32(), input["Width"].GetInt32(), input["Height"].GetInt32(), input["Goal"].GetString()));
    }

    [Fact]
    public void A_case_without_a_seed_gets_one_that_its_words_decide()
    {
        Suite suite = SuiteFile.Parse("prompts: [a cat, a dog]\n", "s.yaml");
        long[] seeds = [.. suite.Cases.Concat(suite.Cases).Select(one => CaseInput.Of(suite, one, Declared, []).Input["Seed"].GetInt64())];
        Assert.Equal([seeds[0], seeds[1]], seeds[2..]);
        Assert.NotEqual(seeds[0], seeds[1]);
        Assert.All(seeds, seed => Assert.InRange(seed, 0, int.MaxValue));
    }

    [Fact]
    public void The_key_changes_with_everything_that_decides_the_run_and_with_nothing_else()
    {
        Suite suite = SuiteFile.Parse(Grid, "foods.yaml");
        string key = CaseInput.Of(suite, suite.Cases[0], Declared, ["definition 1", "painter"]).Key;
        Assert.Equal(key, CaseInput.Of(suite with { Name = "other", MinGrade = null }, suite.Cases[0], Declared, ["definition 1", "painter"]).Key);
        Assert.NotEqual(key, CaseInput.Of(suite, suite.Cases[0], Declared, ["definition 2", "painter"]).Key);
        Assert.NotEqual(key, CaseInput.Of(suite, suite.Cases[0], Declared, ["definition 1", "other painter"]).Key);
        Assert.Equal(8, suite.Cases.Select(one => CaseInput.Of(suite, one, Declared, []).Key).Distinct().Count());
    }

    [Theory]
    [InlineData("prompts: [a cat]\nsettings: {stratgy: greedy}\n", "s.yaml:2: the definition refine-loop takes no 'stratgy'")]
    [InlineData("prompts: [a cat]\nsettings: {size: big}\n", "s.yaml:2: the size is 'big'")]
    public void A_setting_that_the_definition_does_not_take_is_told_with_its_line(string yaml, string told)
    {
        Suite suite = SuiteFile.Parse(yaml, "s.yaml");
        Assert.Contains(told, Assert.Throws<SuiteException>(() => CaseInput.Of(suite, suite.Cases[0], Declared, [])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no suite")]
    [InlineData("- a\n", "is no suite")]
    [InlineData("prompts: [a\n", "this is no YAML")]
    [InlineData("name: x\n", "there are no prompts")]
    [InlineData("prompts: []\n", "the list of prompts is empty")]
    [InlineData("prompts: a cat\n", "'prompts' is no list")]
    [InlineData("prompts: ['  ']\n", "a prompt is empty")]
    [InlineData("prompts:\n- {id: x}\n", "s.yaml:2: a prompt is empty")]
    [InlineData("prompts: [a cat, a cat]\n", "two cases are called 'a-cat/default'")]
    [InlineData("prompts: [a cat]\nmin_grade: D\n", "s.yaml:2: 'D' is no grade")]
    [InlineData("prompts: [a cat]\nmin_grade: U\n", "'U' is no grade")]
    [InlineData("prompts: [a cat]\nstrategy: greedy\n", "s.yaml:2: a suite has no 'strategy'")]
    [InlineData("prompts: [a cat]\nsettings: 3\n", "'settings' is no list")]
    [InlineData("prompts: [a cat]\nsettings: [3]\n", "a set of settings is a mapping")]
    [InlineData("prompts: [a cat]\nsettings: []\n", "the list of settings is empty")]
    [InlineData("prompts: [a cat]\nsettings: {seed: []}\n", "'seed' has no value")]
    [InlineData("prompts: [a cat]\nsettings: {seed: {a: 1}}\n", "'seed' is no single value")]
    [InlineData("prompts: [{prompt: a cat, id: a/b}]\n", "has a slash")]
    [InlineData("prompts: [a cat]\nprompts: [a dog]\n", "this is no YAML")]
    public void What_is_no_suite_is_refused_with_file_line_and_reason(string yaml, string told)
    {
        string message = Assert.Throws<SuiteException>(() => SuiteFile.Parse(yaml, "s.yaml")).Message;
        Assert.StartsWith("s.yaml", message, StringComparison.Ordinal);
        Assert.Contains(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grid_that_grows_beyond_all_measure_is_refused_before_it_is_made()
    {
        string many = string.Join(", ", Enumerable.Range(0, 200));
        Assert.Contains("more than 10000", Assert.Throws<SuiteException>(() => SuiteFile.Parse($"prompts: [a]\nsettings:\n  a: [{many}]\n  b: [{many}]\n", "s.yaml")).Message, StringComparison.Ordinal);
        Assert.Throws<SuiteException>(() => SuiteFile.Parse(new string('a', (1 << 20) + 1), "s.yaml"));
    }
}
