using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Server.Http;

[Activity("Elsa.DownloadHttpFile", "HTTP", "Puts what a URL answers into the run's folder.", DisplayName = "Download File", IsTask = true, Outcomes = [Done, Unmatched, FailedToConnect, TooSlow])]
public sealed class DownloadHttpFile : FlowHttpCall
{
    private const int LongestName = 100;

    private readonly RunArtifacts artifacts;

    internal DownloadHttpFile(OutboundHttp http, RunArtifacts artifacts)
        : base(http) => this.artifacts = artifacts;

    [Output("The file, when the status code was expected.")]
    public Output<DownloadedFile?> Result { get; } = new();

    private protected override int LargestAnswer => 64 << 20;

    private protected override async Task<EffectResult> AnsweredAsync(EffectContext context, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> outputs = Outputs(answer);
        bool fits = context.Get(ExpectedStatusCodes).Count == 0 ? answer.IsSuccessStatusCode : Expects(context, (int)answer.StatusCode);
        outputs[nameof(Result)] = fits ? await KeepAsync(context, answer, cancellationToken) : null;
        return new EffectResult { Outcomes = Outcomes(context, (int)answer.StatusCode), Outputs = outputs };
    }

    private async Task<DownloadedFile> KeepAsync(EffectContext context, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        byte[] content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        string name = Name(answer);
        RunFolder folder = artifacts.Create(context.Instance.Value);
        // Its own number in front: the same download after a crash replaces its file, and no other file of the run.
        string file = $"download-{context.Execution.Value}-{name}";
        await folder.WriteAtomicAsync(file, content, cancellationToken);
        return new DownloadedFile(name, file, folder.PathOf(file), answer.Content.Headers.ContentType?.ToString(), content.LongLength, answer.Headers.ETag?.ToString());
    }

    /// <summary>What the answer calls it, else the last part of the address, else file.dat; only letters that a file name can have anywhere.</summary>
    private static string Name(HttpResponseMessage answer)
    {
        string? given = answer.Content.Headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName?.Trim('"') : null;
        string last = string.IsNullOrWhiteSpace(given) ? Uri.UnescapeDataString(answer.RequestMessage?.RequestUri?.Segments.LastOrDefault() ?? "") : given;
        string name = string.Concat(last.Split('/', '\\')[^1].Select(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')).TrimStart('.');
        return name.Length == 0 ? "file.dat" : name.Length > LongestName ? name[^LongestName..] : name;
    }
}
