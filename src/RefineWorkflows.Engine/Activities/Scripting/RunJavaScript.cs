using System.Text.Json;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Expressions.JavaScript;

namespace RefineWorkflows.Engine.Activities.Scripting;

[Activity("Elsa.RunJavaScript", "Scripting", "Runs a script, which may change variables and choose outcomes.", DisplayName = "Run JavaScript")]
public sealed class RunJavaScript : Activity
{
    [Input("The script, as a literal. Its last expression, or what it returns, is the result.", UIHint = "code-editor", DefaultSyntax = "JavaScript")]
    public Input<string?> Script { get; } = new("");

    [Input("Outcomes that the script may choose by setOutcome or setOutcomes; Done when it chooses none.", DisplayName = "Possible Outcomes", UIHint = "dynamic-outcomes", DefaultSyntax = "Object")]
    public Input<string[]> PossibleOutcomes { get; } = new([]);

    [Output("What the script came to, unless that is nothing.")]
    public Output<JsonElement> Result { get; } = new();

    protected internal override async ValueTask ExecuteAsync(ActivityContext context)
    {
        string? script = context.Get(Script);
        if (string.IsNullOrWhiteSpace(script))
        {
            context.Complete();
            return;
        }

        JavaScriptResult result = await context.RunScriptAsync(script);
        if (!result.Value.IsNull())
            context.Set(Result, result.Value);
        context.Complete([.. result.Outcomes]);
    }
}
