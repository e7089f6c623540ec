using System.Text.Json.Nodes;
using RefineWorkflows.Tuning.Memory;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Tuning.Tests.Memory;

public sealed class Selections
{
    [Theory]
    [InlineData("""{"test_id":"t","variation_a":"v1","variation_b":"v2","chosen":"variation_a","timestamp":"2026-03-01T12:00:00Z"}""", "v1", "v2", VoteOutcome.A)]
    [InlineData("""{"test_id":"t","variation_a":"v1","variation_b":"v2","chosen":"v2","timestamp":"2026-03-01T12:00:00Z"}""", "v1", "v2", VoteOutcome.B)]
    [InlineData("""{"test_id":"t","chosen":"v2","rejected":"v1","timestamp":"2026-03-01T12:00:00Z"}""", "v2", "v1", VoteOutcome.A)]
    [InlineData("""{"test_id":"t","a_id":"v1","b_id":"v2","outcome":"tie","timestamp":"2026-03-01T12:00:00Z"}""", "v1", "v2", VoteOutcome.Tie)]
    public void All_three_forms_are_read(string entry, string a, string b, VoteOutcome outcome)
    {
        Selection read = Assert.Single(SelectionReader.Read([JsonNode.Parse(entry)]));

        Assert.Equal((a, b, outcome, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), (read.AId, read.BId, read.Outcome, read.Timestamp));
    }

    [Fact]
    public void A_test_counts_once_the_first_time()
    {
        JsonNode First() => JsonNode.Parse("""{"test_id":"t","chosen":"x","rejected":"y","timestamp":"2026-03-01T12:00:00Z"}""")!;
        JsonNode again = JsonNode.Parse("""{"test_id":"t","chosen":"y","rejected":"x","timestamp":"2026-03-02T12:00:00Z"}""")!;

        Assert.Equal("x", Assert.Single(SelectionReader.Read([First(), again, First()])).AId);
    }

    [Theory]
    [InlineData("""{"chosen":"x","rejected":"y","timestamp":"2026-03-01T12:00:00Z"}""", "no 'test_id'")]
    [InlineData("""{"test_id":"t","variation_a":"v1","variation_b":"v2","chosen":"v3","timestamp":"2026-03-01T12:00:00Z"}""", "'v3' was chosen and is neither side")]
    [InlineData("""{"test_id":"t","chosen":"x","rejected":"x","timestamp":"2026-03-01T12:00:00Z"}""", "both sides are the same")]
    [InlineData("""{"test_id":"t","chosen":"x","rejected":"y","timestamp":"yesterday"}""", "'timestamp'")]
    [InlineData("""{"test_id":"t","a_id":"x","b_id":"y","outcome":"perhaps","timestamp":"2026-03-01T12:00:00Z"}""", "'outcome'")]
    public void An_entry_that_is_none_is_refused_by_its_place(string entry, string says)
    {
        var refused = Assert.Throws<MemoryException>(() => SelectionReader.Read([JsonNode.Parse(entry)]));

        Assert.StartsWith("USER_SELECTIONS[0]", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }
}
