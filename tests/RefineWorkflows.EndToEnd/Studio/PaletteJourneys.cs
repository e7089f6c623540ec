using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>Every activity that the toolbox offers, opened in the editor, and every one of its inputs edited there.</summary>
[Collection("Palette")]
public sealed class PaletteJourneys(StudioBrowser studio)
{
    // Small categories share a canvas: to come up takes Studio longer than all of their edits.
    [Theory]
    [InlineData("Branching", "Looping")]
    [InlineData("Composition", "Tuner")]
    [InlineData("Console", "Flow", "Scheduling", "Scripting")]
    [InlineData("HTTP", "Human")]
    [InlineData("Primitives")]
    [InlineData("Refine")]
    [InlineData("Judge", "Quality")]
    public async Task Every_input_of_every_activity_is_edited_saved_and_there_after_a_reload(params string[] categories)
    {
        JsonElement[] activities = await ActivitiesAsync(categories);
        string name = string.Join(' ', categories);
        string id = await DefineAsync(name, activities);
        await studio.EditingAsync(id, async editor =>
        {
            await Assertions.Expect(editor.Nodes).ToHaveCountAsync(activities.Length);
            await editor.ZoomToFitAsync();
            EditedInput[][] edited = await EditAllAsync(editor, [.. activities.Select(Inputs)]);

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
        }, $"Palette {name}");
    }

    [Fact]
    public async Task Every_category_of_the_toolbox_is_among_those_that_are_edited()
    {
        JsonElement descriptors = await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities");
        IEnumerable<string> tested = typeof(PaletteJourneys).GetMethod(nameof(Every_input_of_every_activity_is_edited_saved_and_there_after_a_reload))!
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

    /// <summary>Edits everything before it saves: after each save Studio asks for the toolbox and draws itself anew, which takes it seconds.</summary>
    private async Task<EditedInput[][]> EditAllAsync(Editor editor, JsonElement[][] inputs)
    {
        EditedInput[][] edited = [.. inputs.Select(of => new EditedInput[of.Length])];
        var missing = new HashSet<(int At, int Place)>(inputs.SelectMany((of, at) => of.Select((_, place) => (at, place))));
        await editor.SaveByHandAsync();
        // What is done while a panel is still being filled is lost; a person sees it and does it again.
        for (int attempt = 0; missing.Count > 0; attempt++)
        {
            if (attempt == 4)
                Assert.Fail($"Not stored: {string.Join(", ", missing.Select(one => edited[one.At][one.Place].Name))}");
            foreach (IGrouping<int, (int At, int Place)> lacking in missing.GroupBy(one => one.At).OrderBy(of => of.Key))
            {
                int at = lacking.Key;
                await OpenAsync(editor, at, inputs[at].Length);
                await editor.Studio.SettleAsync(TimeSpan.FromMilliseconds(300));
                foreach ((_, int place) in lacking.OrderBy(one => one.Place))
                    edited[at][place] = await new InputEditor(editor.Page, editor.Inputs.Nth(place), inputs[at][place]).EditAsync($"n{at}i{place}");
            }

            await editor.SaveAsync();
            JsonElement stored = await studio.DefinitionAsync(editor.DefinitionId);
            missing.RemoveWhere(one => edited[one.At][one.Place].IsStored(edited[one.At][one.Place].In(Editor.Find(stored, $"n{one.At}")!.Value)));
        }

        return edited;
    }

    private static JsonElement[] Inputs(JsonElement activity)
        => [.. activity.GetProperty("inputs").EnumerateArray().Where(one => one.GetProperty("isBrowsable").GetBoolean()).OrderBy(one => one.GetProperty("order").GetInt32())];

    private async Task<JsonElement[]> ActivitiesAsync(string[] categories)
    {
        JsonElement[] offered = [.. (await studio.Http.GetFromJsonAsync<JsonElement>("/elsa/api/descriptors/activities")).GetProperty("items").EnumerateArray().Where(one => one.GetProperty("isBrowsable").GetBoolean())];
        return [.. categories.SelectMany(category => offered.Where(one => one.GetProperty("category").GetString() == category))];
    }

    private Task<string> DefineAsync(string name, JsonElement[] activities) => studio.SaveAsync(
        new()
        {
            ["name"] = $"{name} {Guid.NewGuid():N}",
            ["variables"] = new JsonArray { Some.Variable(InputEditor.VariableId, InputEditor.Variable) },
            ["outputs"] = new JsonArray { new JsonObject { ["type"] = "String", ["isArray"] = false, ["name"] = InputEditor.Output, ["displayName"] = InputEditor.Output } },
            ["outcomes"] = new JsonArray { "Done", InputEditor.Outcome },
            ["root"] = Some.Activity("Elsa.Flowchart", "f1", 0, 0,
                ("activities", new JsonArray([.. activities.Select((one, at) => Some.Activity(one.GetProperty("typeName").GetString()!, $"n{at}", at % 3 * 480, at / 3 * 180))])),
                ("connections", new JsonArray())),
        },
        publish: false);
}
