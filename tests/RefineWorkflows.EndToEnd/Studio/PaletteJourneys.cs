using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Every activity that the toolbox offers, opened in the editor.</summary>
[Collection("Studio")]
public sealed class PaletteJourneys(StudioBrowser studio)
{
    [Theory]
    [InlineData("Branching")]
    [InlineData("Composition")]
    [InlineData("Console")]
    [InlineData("Flow")]
    [InlineData("HTTP")]
    [InlineData("Looping")]
    [InlineData("Primitives")]
    [InlineData("Refine")]
    [InlineData("Scheduling")]
    [InlineData("Scripting")]
    public async Task Every_activity_of_a_category_opens_with_an_editor_for_each_of_its_inputs(string category)
    {
        JsonElement[] activities = [.. (await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("isBrowsable").GetBoolean() && one.GetProperty("category").GetString() == category)];
        Assert.NotEmpty(activities);
        string id = await studio.DefineAsync($"{category} {Guid.NewGuid():N}", [.. activities.Select((one, at) =>
            (JsonNode)Some.Activity(one.GetProperty("typeName").GetString()!, $"n{at}", at % 3 * 320, at / 3 * 140))]);
        await studio.EditingAsync(id, async editor =>
        {
            await Assertions.Expect(editor.Nodes).ToHaveCountAsync(activities.Length);
            await editor.ZoomToFitAsync();
            for (int at = 0; at < activities.Length; at++)
            {
                await editor.SelectAsync($"n{at}");
                foreach (JsonElement input in activities[at].GetProperty("inputs").EnumerateArray().Where(one => one.GetProperty("isBrowsable").GetBoolean()))
                    await Label(editor.Page, input).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 10_000 });
                await Assertions.Expect(editor.Page.GetByText("Unsupported UI hint")).ToHaveCountAsync(0);
            }
        }, $"Palette {category}");
    }

    // A few editors write more, or something else, than the name of the input.
    private static ILocator Label(IPage page, JsonElement input)
    {
        string name = input.GetProperty("displayName").GetString()!;
        return input.GetProperty("uiHint").GetString() switch
        {
            "switch-editor" or "flow-switch-editor" => page.GetByRole(AriaRole.Button, new() { Name = "Add case" }),
            "datetime-picker" => page.GetByText($"{name} (Date)", new() { Exact = true }),
            _ => page.GetByText(name, new() { Exact = true }),
        };
    }
}
