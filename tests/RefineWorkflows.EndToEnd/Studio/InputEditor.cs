using System.Text.Json;
using Microsoft.Playwright;

namespace RefineWorkflows.EndToEnd.Studio;

/// <summary>One input in the panel below the canvas, edited as a person does it: one way for each kind of editor that Studio has.</summary>
/// <param name="page">The page with the editor.</param>
/// <param name="slot">The place of the input in the panel.</param>
/// <param name="input">Its descriptor.</param>
internal sealed class InputEditor(IPage page, ILocator slot, JsonElement input)
{
    /// <summary>What the pickers can be set to: every definition that is edited has these.</summary>
    public const string Variable = "Answer", VariableId = "0123456789abcdef", Output = "Won", Outcome = "Later";

    private const string Ticked = "☑", NotTicked = "☐";

    private string Name => input.GetProperty("name").GetString()!;

    private bool IsWrapped => input.GetProperty("isWrapped").GetBoolean();

    /// <summary>Puts something in that was not there before.</summary>
    /// <param name="text">For editors that take any text: one without spaces.</param>
    public Task<EditedInput> EditAsync(string text) => input.GetProperty("uiHint").GetString() switch
    {
        "singleline" or "multiline" => TypeAsync(text),
        "checkbox" => ToggleAsync(),
        "dropdown" => ChooseOptionAsync(),
        "checklist" => TickAsync(),
        // Studio draws a way out for each code, and takes nothing but numbers for one.
        "multitext" => AddChipAsync(Name == "ExpectedStatusCodes" ? "418" : text),
        "dynamic-outcomes" => AddChipAsync(text),
        "http-status-codes" => AddStatusCodeAsync(),
        "code-editor" or "json-editor" => WriteCodeAsync(text),
        "dictionary" => AddEntryAsync(text),
        "switch-editor" or "flow-switch-editor" => AddCaseAsync(text),
        "datetime-picker" => TypeDateAsync(),
        "variable-picker" => PickVariableAsync(Variable),
        "output-picker" => PickAsync(Output, Output),
        "outcome-picker" => PickAsync(Outcome, Outcome),
        "workflow-definition-picker" => PickAsync("Refine loop", "refine-loop"),
        string other => throw new NotSupportedException($"{Name} is edited by '{other}', for which this test knows no way."),
        null => throw new NotSupportedException($"{Name} has no hint for an editor."),
    };

    /// <summary>Waits until the editor shows a text.</summary>
    public async Task ShowsAsync(string text)
    {
        string shown = "";
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(45); await page.WaitForTimeoutAsync(50))
        {
            shown = await slot.EvaluateAsync<string>("slot => [...slot.querySelectorAll('input, textarea')].map(one => one.type === 'checkbox' ? (one.checked ? '☑' : '☐') : one.value).join('\\n') + '\\n' + slot.innerText");
            if (shown.Contains(text, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"{Name} should show '{text}' and shows '{shown}'.");
    }

    /// <summary>Types a text.</summary>
    public async Task<EditedInput> TypeAsync(string text)
    {
        ILocator box = slot.Locator("input:visible, textarea:visible").First;
        await box.FillAsync(text);
        await box.PressAsync("Tab");
        return EditedInput.Expression(Name, text, "Literal", value => value == text);
    }

    private async Task<EditedInput> ToggleAsync()
    {
        ILocator box = slot.Locator("input[type=checkbox]");
        bool ticks = !await box.IsCheckedAsync();
        await box.ClickAsync();
        string shown = ticks ? Ticked : NotTicked;
        return IsWrapped
            ? EditedInput.Expression(Name, shown, "Literal", value => bool.TryParse(value, out bool stored) && stored == ticks)
            : new EditedInput(Name, shown, stored => stored.ValueKind == (ticks ? JsonValueKind.True : JsonValueKind.False));
    }

    private Task<EditedInput> ChooseOptionAsync()
    {
        JsonElement option = input.GetProperty("uiSpecifications").GetProperty("dropdown").GetProperty("selectList").GetProperty("items").EnumerateArray()
            .Last(one => one.GetProperty("value").ToString() is { Length: > 0 } value && value != input.GetProperty("defaultValue").ToString());
        return PickAsync(option.GetProperty("text").GetString()!, option.GetProperty("value").ToString());
    }

    private async Task<EditedInput> TickAsync()
    {
        ILocator choice = slot.Locator("label.mud-checkbox").Last;
        string text = (await choice.InnerTextAsync()).Trim();
        await choice.Locator("input").ClickAsync();
        return EditedInput.Expression(Name, Ticked, "Object", value => value.Contains(text, StringComparison.Ordinal));
    }

    private async Task<EditedInput> AddChipAsync(string text)
    {
        await EnterAsync(text);
        return EditedInput.Expression(Name, text, "Object", value => value.Contains(text, StringComparison.Ordinal));
    }

    private async Task<EditedInput> AddStatusCodeAsync()
    {
        await EnterAsync("418");
        return new EditedInput(Name, "418", stored => stored.ValueKind == JsonValueKind.Array && stored.EnumerateArray().Any(one => one.GetProperty("statusCode").GetInt32() == 418));
    }

    private async Task<EditedInput> WriteCodeAsync(string text)
    {
        await slot.Locator(".monaco-editor").First.ClickAsync();
        await slot.Locator(".monaco-editor.focused").First.WaitForAsync();
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.InsertTextAsync($"'{text}'");
        return EditedInput.Expression(Name, text, "Literal", value => value.Contains(text, StringComparison.Ordinal));
    }

    private async Task<EditedInput> AddEntryAsync(string text)
    {
        await AddRowAsync("Add entry", "key", text);
        return EditedInput.Expression(Name, text, "Object", value => value.Contains("\"key\"", StringComparison.Ordinal) && value.Contains($"\"{text}\"", StringComparison.Ordinal));
    }

    private async Task<EditedInput> AddCaseAsync(string text)
    {
        await AddRowAsync("Add case", text, "true");
        return new EditedInput(Name, text, stored => stored.ValueKind == JsonValueKind.Array
            && stored.EnumerateArray().Any(one => one.GetProperty("label").GetString() == text && one.GetProperty("condition").GetProperty("value").ToString() == "true"));
    }

    private async Task<EditedInput> TypeDateAsync()
    {
        ILocator box = slot.Locator("input:visible").First;
        await box.FillAsync("5/6/2030");
        await box.PressAsync("Tab");
        return EditedInput.Expression(Name, "5/6/2030", "Literal", value => value.Contains("2030", StringComparison.Ordinal));
    }

    /// <summary>Chooses from a drop-down what has the same text as value.</summary>
    public Task<EditedInput> ChooseAsync(string option) => PickAsync(option, option);

    /// <summary>Picks a variable by its name.</summary>
    public async Task<EditedInput> PickVariableAsync(string name)
    {
        await PickAsync(name, name);
        return IsWrapped
            ? EditedInput.Expression(Name, name, "Variable", value => value.Contains($"\"{name}\"", StringComparison.Ordinal))
            : new EditedInput(Name, name, stored => stored.ValueKind == JsonValueKind.Object && stored.GetProperty("name").GetString() == name);
    }

    private async Task<EditedInput> PickAsync(string text, string value)
    {
        await slot.Locator(".mud-input-slot:visible").First.ClickAsync();
        await page.Locator(".mud-popover-open .mud-list-item-extended").GetByText(text, new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".mud-popover-open")).ToHaveCountAsync(0);
        return EditedInput.Expression(Name, text, "Literal", stored => stored == value);
    }

    private async Task EnterAsync(string text)
    {
        ILocator box = slot.Locator("input:visible").First;
        await box.FillAsync(text);
        await box.PressAsync("Enter");
    }

    private async Task AddRowAsync(string button, string first, string second)
    {
        ILocator boxes = slot.Locator("tbody input:visible");
        // A click that comes while the panel is drawn anew is lost; a person clicks again.
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); await boxes.CountAsync() == 0; Assert.True(patience.Elapsed < TimeSpan.FromSeconds(45), $"{Name} adds no row."))
        {
            await slot.GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
            for (int look = 0; look < 20 && await boxes.CountAsync() == 0; look++)
                await page.WaitForTimeoutAsync(100);
        }

        await boxes.Nth(0).FillAsync(first);
        await boxes.Nth(1).FillAsync(second);
        await boxes.Nth(1).PressAsync("Tab");
        // The tick, which ends the editing of the row.
        await slot.Locator("tbody tr button:visible").First.ClickAsync();
    }
}
