using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Engine.Storage;
using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.HttpEndpoint", "HTTP", "Starts the workflow by a request under /workflows, or waits for one.", DisplayName = "HTTP Endpoint", IsTrigger = true)]
public sealed class HttpEndpoint : Activity
{
    internal const string Stimulus = "Elsa.HttpEndpoint";

    /// <summary>Names of the constraints that a template can have, as in <c>{id:int}</c>.</summary>
    private static readonly ICollection<string> Constraints = new RouteOptions().ConstraintMap.Keys;
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<string?>(null);

    private HttpRoute? drawn;

    [Input("The path below /workflows, for example orders/{id}.")]
    public Input<string> Path { get; } = new("");

    [Input("The methods it answers to.", UIHint = "checklist", DisplayName = "Supported Methods", DefaultSyntax = "Object", Options = ["GET", "POST", "PUT", "HEAD", "DELETE"])]
    public Input<IReadOnlyList<string>> SupportedMethods { get; } = new(["GET"]);

    [Input("Whether the caller needs a key, also where no other request needs one.", Category = "Security")]
    public Input<bool> Authorize { get; } = new(false);

    [Input("The scope that the key must have: read, run, design or admin. Empty: run.", Category = "Security")]
    public Input<string?> Policy { get; } = new(null);

    [Input("How long the caller waits for an answer, up to 00:10:00; the workflow goes on. Empty: 00:01:00.", Category = "Upload", DisplayName = "Request Timeout")]
    public Input<TimeSpan?> RequestTimeout { get; } = new(null);

    [Input("Bytes that a request may have, 1 to 33554432. Empty: 4194304.", Category = "Upload", DisplayName = "Request Size Limit")]
    public Input<long?> RequestSizeLimit { get; } = new(null);

    [Input("Bytes that each file may have. Empty: as many as the request.", Category = "Upload", DisplayName = "File Size Limit")]
    public Input<long?> FileSizeLimit { get; } = new(null);

    [Input("Endings that names of files may have, for example .png. Empty: all.", UIHint = "multitext", Category = "Upload", DisplayName = "Allowed File Extensions", DefaultSyntax = "Object")]
    public Input<IReadOnlyList<string>?> AllowedFileExtensions { get; } = new(null);

    [Input("Endings that names of files may not have.", UIHint = "multitext", Category = "Upload", DisplayName = "Blocked File Extensions", DefaultSyntax = "Object")]
    public Input<IReadOnlyList<string>?> BlockedFileExtensions { get; } = new(null);

    [Input("Types that files may have, for example image/png or image/*. Empty: all.", UIHint = "multitext", Category = "Upload", DisplayName = "Allowed MIME Types", DefaultSyntax = "Object")]
    public Input<IReadOnlyList<string>?> AllowedMimeTypes { get; } = new(null);

    [Input("Go on by 'Request too large' instead of refusing the request.", Category = "Outcomes", DisplayName = "Expose Request Too Large Outcome")]
    public bool ExposeRequestTooLargeOutcome { get; set; }

    [Input("Go on by 'File too large' instead of refusing the request.", Category = "Outcomes", DisplayName = "Expose File Too Large Outcome")]
    public bool ExposeFileTooLargeOutcome { get; set; }

    [Input("Go on by 'Invalid file extension' instead of refusing the request.", Category = "Outcomes", DisplayName = "Expose Invalid File Extension Outcome")]
    public bool ExposeInvalidFileExtensionOutcome { get; set; }

    [Input("Go on by 'Invalid file MIME type' instead of refusing the request.", Category = "Outcomes", DisplayName = "Expose Invalid File MIME Type Outcome")]
    public bool ExposeInvalidFileMimeTypeOutcome { get; set; }

    [Output("The body: JSON as such, form fields as an object, a text as text, anything else as base64.")]
    public Output<JsonElement> ParsedContent { get; } = new();

    [Output("The files of a form: name, fileName, contentType, bytes, and content in base64.")]
    public Output<JsonElement> Files { get; } = new();

    [Output("The first of the files.")]
    public Output<JsonElement> File { get; } = new();

    [Output("Values of the path's parameters.")]
    public Output<JsonElement> RouteData { get; } = new();

    [Output("Values of the query string.")]
    public Output<JsonElement> QueryStringData { get; } = new();

    [Output("The request's headers, without credentials.")]
    public Output<JsonElement> Headers { get; } = new();

    [Output("The whole request.")]
    public Output<JsonElement> Result { get; } = new();

    public override TriggerPayload Trigger => new(Stimulus, _ => JsonSerializer.SerializeToElement(drawn));

    /// <summary>What a waiting endpoint is found by: itself, for another on the same path may have other methods and rules.</summary>
    internal static JsonElement WaitingAt(HttpWait wait) => JsonSerializer.SerializeToElement(new { wait.Route.Path, wait.Execution });

    protected override void Bind(ActivityBinding binding) => drawn = Route(new DrawnValues(binding));

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        if (context.IsTriggerOfWorkflow && context.ClaimTrigger())
        {
            Take(context, context.TriggerInput);
            return ValueTask.CompletedTask;
        }

        var wait = new HttpWait(context.Instance.Value, context.Execution.Value, Route(new EvaluatedValues(context)));
        context.Record(new DomainRecord(HttpWait.Collection, wait.Key, JsonSerializer.SerializeToUtf8Bytes(wait)));
        context.WaitFor(Stimulus, WaitingAt(wait));
        return ValueTask.CompletedTask;
    }

    protected override ValueTask OnResumedAsync(ActivityContext context, Resumption resumption)
    {
        Take(context, resumption.Input);
        return ValueTask.CompletedTask;
    }

    private HttpRoute Route(InputValues values)
    {
        string path = values.Get(Path).Trim().Trim('/');
        if (Path.TryGetConstant(out _) || values is EvaluatedValues)
            CheckTemplate(path, values);
        TimeSpan timeout = values.Get(RequestTimeout) ?? HttpRules.UsualTimeout;
        if (timeout <= TimeSpan.Zero || timeout > HttpRules.LongestTimeout)
            values.Refuse(RequestTimeout, $"{timeout} is not within 00:00:00 and {HttpRules.LongestTimeout}");
        long size = values.Get(RequestSizeLimit) ?? HttpRules.UsualRequestSize;
        if (size is < 1 or > HttpRules.LargestRequestSize)
            values.Refuse(RequestSizeLimit, $"{size} is not within 1 and {HttpRules.LargestRequestSize}");
        string policy = values.Get(Policy) is { Length: > 0 } given ? given : nameof(AccessScope.Run);
        if (AccessScopes.Parse([policy]) is not { } scope)
        {
            values.Refuse(Policy, $"'{policy}' is no scope; known are {string.Join(", ", AccessScopes.Names)}");
            scope = AccessScope.Admin;
        }

        return new HttpRoute(
            path,
            [.. values.Get(SupportedMethods).Select(method => method.ToUpperInvariant())])
        {
            Rules = new HttpRules
            {
                RequiredScope = values.Get(Authorize) ? scope : null,
                Timeout = timeout,
                RequestSize = size,
                FileSize = values.Get(FileSizeLimit),
                AllowedExtensions = Extensions(values.Get(AllowedFileExtensions)),
                BlockedExtensions = Extensions(values.Get(BlockedFileExtensions)),
                AllowedMimeTypes = [.. values.Get(AllowedMimeTypes) ?? []],
                Exposed = [.. Exposed()],
            },
        };
    }

    private void CheckTemplate(string path, InputValues values)
    {
        if (path.Length == 0)
            values.Refuse(Path, "missing: the path below /workflows, for example orders/{id}");
        try
        {
            foreach (string name in TemplateParser.Parse(path).Parameters.SelectMany(part => part.InlineConstraints).Select(inline => inline.Constraint.Split('(')[0]))
            {
                if (!Constraints.Contains(name))
                    values.Refuse(Path, $"'{name}' is no constraint of a route; known are {string.Join(", ", Constraints.Order(StringComparer.Ordinal))}");
            }
        }
        catch (ArgumentException broken)
        {
            values.Refuse(Path, $"'{path}' is no route template: {broken.Message}");
        }
    }

    private static string[] Extensions(IReadOnlyList<string>? drawn) => [.. (drawn ?? []).Select(one => one.StartsWith('.') ? one : $".{one}")];

    private IEnumerable<string> Exposed()
    {
        if (ExposeRequestTooLargeOutcome)
            yield return HttpViolations.RequestTooLarge;
        if (ExposeFileTooLargeOutcome)
            yield return HttpViolations.FileTooLarge;
        if (ExposeInvalidFileExtensionOutcome)
            yield return HttpViolations.InvalidFileExtension;
        if (ExposeInvalidFileMimeTypeOutcome)
            yield return HttpViolations.InvalidFileMimeType;
    }

    private void Take(ActivityContext context, JsonElement request)
    {
        JsonElement files = Member(nameof(Files));
        context.Set(ParsedContent, Member(nameof(ParsedContent)));
        context.Set(Files, files);
        context.Set(File, files.ValueKind == JsonValueKind.Array && files.GetArrayLength() > 0 ? files[0] : Nothing);
        context.Set(RouteData, Member(nameof(RouteData)));
        context.Set(QueryStringData, Member(nameof(QueryStringData)));
        context.Set(Headers, Member(nameof(Headers)));
        context.Set(Result, request);
        if (Member(HttpViolations.Member) is { ValueKind: JsonValueKind.String } violation)
            context.Complete(violation.GetString()!);
        else
            context.Complete();

        JsonElement Member(string name) => request.ValueKind == JsonValueKind.Object && request.TryGetProperty(name, out JsonElement value) ? value : Nothing;
    }
}
