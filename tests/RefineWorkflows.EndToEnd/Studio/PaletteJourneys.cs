using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Every activity that the toolbox offers, opened in the editor, and every one of its inputs edited there.</summary>
[Collection("Palette")]
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
    public async Task Every_input_of_a_category_is_edited_saved_and_there_after_a_reload(string category)
    {
        JsonElement[] activities = await ActivitiesAsync(category);
        Assert.NotEmpty(activities);
        string id = await DefineAsync(category, activities);
        await studio.EditingAsync(id, async editor =>
        {
            await Assertions.Expect(editor.Nodes).ToHaveCountAsync(activities.Length);
            await editor.ZoomToFitAsync();
            var edited = new EditedInput[activities.Length][];
            for (int at = 0; at < activities.Length; at++)
                edited[at] = await EditAsync(editor, at, Inputs(activities[at]));

            await editor.Studio.ReloadAsync();
            await Assertions.Expect(editor.Nodes).ToHaveCountAsync(activities.Length);
            await editor.Studio.SettleAsync();
            await editor.ZoomToFitAsync();
            for (int at = 0; at < activities.Length; at++)
            {
                JsonElement[] inputs = Inputs(activities[at]);
                await OpenAsync(editor, at, inputs.Length);
                for (int place = 0; place < inputs.Length; place++)
                    await new InputEditor(editor.Page, editor.Inputs.Nth(place), inputs[place]).ShowsAsync(edited[at][place].Shown);
            }
        }, $"Palette {category}");
    }

    [Fact]
    public async Task Every_category_of_the_toolbox_is_among_those_that_are_edited()
    {
        JsonElement descriptors = await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities");
        IEnumerable<string> tested = typeof(PaletteJourneys).GetMethod(nameof(Every_input_of_a_category_is_edited_saved_and_there_after_a_reload))!
            .GetCustomAttributesData().Where(one => one.AttributeType == typeof(InlineDataAttribute))
            .SelectMany(one => (IEnumerable<System.Reflection.CustomAttributeTypedArgument>)one.ConstructorArguments[0].Value!).Select(one => (string)one.Value!);
        // What other journeys made usable as an activity is in a category of its own.
        IEnumerable<string> offered = descriptors.GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("isBrowsable").GetBoolean() && !one.GetProperty("customProperties").TryGetProperty("WorkflowDefinitionId", out _))
            .Select(one => one.GetProperty("category").GetString()!).Distinct();
        Assert.Equal(offered.Order(), tested.Order());
    }

    private static async Task OpenAsync(Editor editor, int at, int inputs)
    {
        await editor.SelectAsync($"n{at}");
        if (inputs > 0)
            await Assertions.Expect(editor.Inputs).ToHaveCountAsync(inputs);
        await Assertions.Expect(editor.Page.GetByText("Unsupported UI hint")).ToHaveCountAsync(0);
    }

    private async Task<EditedInput[]> EditAsync(Editor editor, int at, JsonElement[] inputs)
    {
        var edited = new EditedInput[inputs.Length];
        var missing = new HashSet<int>(Enumerable.Range(0, inputs.Length));
        await studio.StoresAsync(
            editor,
            async () =>
            {
                await OpenAsync(editor, at, inputs.Length);
                await editor.Studio.SettleAsync(TimeSpan.FromMilliseconds(300));
                foreach (int place in missing)
                    edited[place] = await new InputEditor(editor.Page, editor.Inputs.Nth(place), inputs[place]).EditAsync($"n{at}i{place}");
            },
            stored =>
            {
                JsonElement activity = Editor.Find(stored, $"n{at}")!.Value;
                missing.RemoveWhere(place => edited[place].IsStored(edited[place].In(activity)));
                return missing.Count == 0;
            });
        return edited;
    }

    private static JsonElement[] Inputs(JsonElement activity)
        => [.. activity.GetProperty("inputs").EnumerateArray().Where(one => one.GetProperty("isBrowsable").GetBoolean()).OrderBy(one => one.GetProperty("order").GetInt32())];

    private async Task<JsonElement[]> ActivitiesAsync(string category)
        => [.. (await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("isBrowsable").GetBoolean() && one.GetProperty("category").GetString() == category)];

    private Task<string> DefineAsync(string category, JsonElement[] activities) => studio.SaveAsync(
        new()
        {
            ["name"] = $"{category} {Guid.NewGuid():N}",
            ["variables"] = new JsonArray { Some.Variable(InputEditor.VariableId, InputEditor.Variable) },
            ["outputs"] = new JsonArray { new JsonObject { ["type"] = "String", ["isArray"] = false, ["name"] = InputEditor.Output, ["displayName"] = InputEditor.Output } },
            ["outcomes"] = new JsonArray { "Done", InputEditor.Outcome },
            ["root"] = Some.Activity("Elsa.Flowchart", "f1", 0, 0,
                ("activities", new JsonArray([.. activities.Select((one, at) => Some.Activity(one.GetProperty("typeName").GetString()!, $"n{at}", at % 3 * 480, at / 3 * 180))])),
                ("connections", new JsonArray())),
        },
        publish: false);
}
