using System.Text.Json;
using RefineWorkflows.Refinement.Backends.Chat;

namespace RefineWorkflows.Refinement.Tests.Backends;

public sealed class SpokenAnswers
{
    [Theory]
    [InlineData("<think>maybe 9/10</think>\nSCORE: 5/10", "SCORE: 5/10")]
    [InlineData("thoughts that a template opened</think>SCORE: 5/10", "SCORE: 5/10")]
    [InlineData("<think>never ends", "")]
    [InlineData("  plain \n", "plain")]
    public void Thinking_is_not_spoken(string answer, string spoken) => Assert.Equal(spoken, SpokenText.Of(answer));

    [Theory]
    [InlineData("so: {\"a\":{\"b\":\"}\"}} and {\"c\":1}", "{\"a\":{\"b\":\"}\"}}")]
    [InlineData("{\"a\":\"a \\\" } quote\"}", "{\"a\":\"a \\\" } quote\"}")]
    [InlineData("{\"cut\": ", null)]
    [InlineData("no object }", null)]
    public void The_first_balanced_object_is_taken(string text, string? found) => Assert.Equal(found, SpokenText.FirstObject(text));

    [Theory]
    [InlineData("""{"grade":"A","score":3,"notes":["x"]}""", null)]
    [InlineData("""{"grade":"C","score":3,"notes":[]}""", "grade must be one of")]
    [InlineData("""{"grade":"A","score":3.5,"notes":[]}""", "score must be of type integer")]
    [InlineData("""{"grade":"A","score":0,"notes":[]}""", "score must be at least 1")]
    [InlineData("""{"grade":"A","score":11,"notes":[]}""", "score must be at most 10")]
    [InlineData("""{"grade":"A","score":3}""", "lacks the property 'notes'")]
    [InlineData("""{"grade":"A","score":3,"notes":[1]}""", "notes[0] must be of type string")]
    [InlineData("""{"grade":"A","score":3,"notes":[],"more":1}""", "may not have a property 'more'")]
    [InlineData("""["A"]""", "must be of type object")]
    public void What_does_not_fit_a_schema_is_named(string answer, string? problem)
    {
        JsonElement schema = JsonElement.Parse(
            """{"type":"object","properties":{"grade":{"type":"string","enum":["A","B"]},"score":{"type":"integer","minimum":1,"maximum":10},"notes":{"type":"array","items":{"type":"string"}}},"required":["grade","score","notes"],"additionalProperties":false}""");
        string? found = SchemaCheck.Problem(schema, JsonElement.Parse(answer));
        if (problem is null)
            Assert.Null(found);
        else
            Assert.Contains(problem, found, StringComparison.Ordinal);
    }
}
