using RefineWorkflows.Refinement.Backends.Chat;
using RefineWorkflows.Refinement.Judging.Prompts;

namespace RefineWorkflows.Refinement.Tests.Judging.Prompts;

public sealed class PromptAssetFiles
{
    private const string Whole = """
        {
          "prompt_id": "test/score", "version": "v1", "sha256": "HASH",
          "metadata": { "input_schema_name": "SingleScoreInput", "output_schema_name": "score" },
          "system_prompt": ["Rate it.", "Be stingy."],
          "blocks": [{ "type": "text", "content": "For:" }, { "type": "text", "content": "{{instruction}}" }, { "type": "image", "content": "edited_image" }],
          "output_schema": { "type": "object", "properties": { "score": { "type": "number" } } }
        }
        """;

    /// <summary>What has been published stays as it is: a change takes a new version, and a new line here.</summary>
    [Fact]
    public void The_shipped_prompts_are_these()
        => Assert.Equal(
        [
            "vlm/assessment/editing/pairwise v1 1eb98c9ed73dbec5781c5a2dcc15c05ec72173e0a155cfc6f2d5828bd1792686",
            "vlm/assessment/generation/pairwise v1 35d0a5e95e7ca73fd0ec90fef208a44a9c076acaba338261d4b87860a4470815",
            "vlm/assessment/generation/rubric v1 734f3259828a932954f2e251cdab7977a0dbdef2bb072ec4f88923a43f118ebc",
            "vlm/verification/axes4 v1 55a70ce3811093efc9860584e2bad662c4948fc7d33038dd32b2e60948b56b5b",
            "vlm/verification/boxes v1 e5098758cca808b751fbcd39b8ef6abb4f2f8e3f0d49ad7fb611ca8a3c384487",
            "vlm/verification/questions v1 1cea868978a3ccb9747e9334d3e498d65fb17a25e9c276f035ad6bd6f8888a54",
            "vlm/verification/structure v1 f15c012fe1894c2cdc9d8ed68184fda9a715be0f8b36df7c9b8c9699279d3cc1",
            "vlm/assessment/generation/instruction_following v2 700ac88f3d88485c4939bf8ce6f3c82bc154b3fdee1767e2057dc4687bc2d349",
            "vlm/assessment/editing/visual_consistency v2 6598e237abb1d935e2732ef067291c1f1c1a85763e14c8f74d609eb2604cfb28",
            "vlm/assessment/generation/visual_quality v2 8beea58dc5469c0597d807592ff781382d4efe840af1ff5f69e51f0eaae3b9ec",
        ],
        PromptAssets.All.Select(asset => $"{asset.Stamp.Id} {asset.Stamp.Version} {asset.Stamp.Sha256}"));

    [Fact]
    public void A_version_that_does_not_exist_is_told_with_those_that_do()
    {
        PromptAssetException refused = Assert.Throws<PromptAssetException>(() => PromptAssets.Find(PromptAssets.GenerationPair, "v9"));

        Assert.Contains("pairwise v9", refused.Message, StringComparison.Ordinal);
        Assert.Contains("vlm/assessment/generation/pairwise v1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_prompt_needs_a_new_hash_whatever_its_white_space()
    {
        string signed = Signed(Whole);

        Assert.Equal("v1", PromptAsset.Parse("test", signed).Stamp.Version);
        Assert.Equal("v1", PromptAsset.Parse("test", signed.ReplaceLineEndings("\r\n").Replace("  ", "\t", StringComparison.Ordinal)).Stamp.Version);
        foreach ((string from, string to) in new[] { ("Be stingy.", "Be kind."), ("\"v1\"", "\"v2\""), ("test/score", "test/other"), ("number", "integer"), ("For:", "For") })
            Assert.Contains("was changed without a new version", Assert.Throws<PromptAssetException>(() => PromptAsset.Parse("test", signed.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SingleScoreInput", "SingleInput", "names the input schema 'SingleInput'")]
    [InlineData("{{instruction}}", "{{goal}}", "asks for text 'goal'")]
    [InlineData("{{instruction}}", "it", "does not show 'instruction'")]
    [InlineData("\"edited_image\"", "\"edited_image_0\"", "asks for image 'edited_image_0'")]
    [InlineData("\"type\": \"text\"", "\"type\": \"words\"", "has a block of the type 'words'")]
    [InlineData("\"properties\"", "\"members\"", "has no output_schema with properties")]
    [InlineData("\"v1\"", "\"\"", "has no prompt_id or no version")]
    [InlineData("\"version\"", "\"edition\"", "cannot be read")]
    [InlineData("\"v1\",", "\"v1\", \"version\": \"v1\",", "cannot be read")]
    [InlineData("[{ \"type\"", "[null, { \"type\"", "has a block that is null")]
    [InlineData("[", "", "cannot be read")]
    public void A_prompt_that_is_not_whole_is_refused_and_told_why(string from, string to, string why)
        => Assert.Contains(why, Assert.Throws<PromptAssetException>(() => PromptAsset.Parse("test", Whole.Replace(from, to, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void Places_are_filled_once_and_what_is_filled_in_is_left_alone()
    {
        PromptAsset asset = PromptAsset.Parse("test", Signed(Whole));
        ChatRequest request = asset.Fill(
            new Dictionary<string, string> { ["instruction"] = "a lamp {{edited_image}} {{nothing}} $1" },
            new Dictionary<string, ReadOnlyMemory<byte>> { ["edited_image"] = new byte[] { 7 } });

        Assert.Equal("For:\na lamp {{edited_image}} {{nothing}} $1", request.Turns[0].Text);
        Assert.Equal([7], Assert.Single(request.Turns[0].Pictures).ToArray());
        Assert.StartsWith("Rate it.\nBe stingy.\n\n", request.System, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instruction", "edited")]
    [InlineData("other", "edited_image")]
    public void A_place_without_its_input_is_an_error(string text, string picture)
        => Assert.Throws<PromptAssetException>(() => PromptAsset.Parse("test", Signed(Whole)).Fill(
            new Dictionary<string, string> { [text] = "a lamp" },
            new Dictionary<string, ReadOnlyMemory<byte>> { [picture] = new byte[] { 7 } }));

    /// <summary>With the hash that the refusal of the unsigned one tells.</summary>
    private static string Signed(string json)
        => json.Replace("HASH", Assert.Throws<PromptAssetException>(() => PromptAsset.Parse("test", json)).Message.Split("has the sha256 ")[1][..64], StringComparison.Ordinal);
}
