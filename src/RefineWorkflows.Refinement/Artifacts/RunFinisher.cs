using System.Security.Cryptography;
using System.Text;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Artifacts;

/// <summary>
/// Leaves a run's folder complete, however the run ended. What is there is read from the disk, so a picture made just
/// before an interruption appears too; finishing again writes the same bytes.
/// </summary>
/// <param name="composeCollage">Makes one PNG of all pictures, in the order given; the same bytes for the same pictures.</param>
public sealed class RunFinisher(Func<IReadOnlyList<CollagePicture>, byte[]> composeCollage)
{
    /// <summary>Writes summary, trace, report, page, collage and best for what exists so far.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="header">What stayed the same through the run.</param>
    /// <param name="records">The decided iterations, in order.</param>
    /// <param name="gpu">What cost it time on graphics cards, in order.</param>
    /// <param name="stopReason">One of <see cref="StopReasons"/>.</param>
    /// <param name="cancellationToken">Stops between two files; finishing again completes the rest.</param>
    /// <exception cref="RunFolderException">A file could not be written, for want of space perhaps; finish again when it can be.</exception>
    public async Task<RunReport> FinishAsync(
        RunFolder folder, RunHeader header, IReadOnlyList<IterationRecord> records, IReadOnlyList<DevicePhase> gpu, string stopReason, CancellationToken cancellationToken)
    {
        var survey = new RunSurvey(folder, header, records, gpu, stopReason);
        var images = new PageImages();
        List<ReportArtifact> artifacts = [];
        foreach (ReportPicture picture in survey.Pictures)
        {
            byte[] content = await folder.ReadAsync(picture.ImagePath, cancellationToken);
            artifacts.Add(Artifact(picture.ImagePath, content));
            images.Add(picture, content);
            if (picture.ClipPath is { } clip)
            {
                byte[] moving = await folder.ReadAsync(clip, cancellationToken);
                artifacts.Add(Artifact(clip, moving));
                images.AddClip(picture, moving);
            }
        }

        RunReport report = survey.Report([]);
        List<(string Name, byte[] Content)> files = [];
        if (survey.Best is { } best)
        {
            files.Add((RunFolder.BestFile, await folder.ReadAsync(best.ImagePath, cancellationToken)));
            if (best.ClipPath is { } clip)
                files.Add((RunFolder.BestClipName(clip), await folder.ReadAsync(clip, cancellationToken)));
            folder.KeepOnlyClip(RunFolder.BestFile, best.ClipPath is { } kept ? RunFolder.BestClipName(kept) : null);
            files.Add((RunFolder.CollageFile, composeCollage(
                [.. survey.Pictures.Select(picture => new CollagePicture(picture.Iteration, () => File.ReadAllBytes(folder.PathOf(picture.ImagePath)), picture.Score))])));
        }

        files.Add((RunFolder.SummaryFile, Encoding.UTF8.GetBytes(RunSummary.Write(header, report, records))));
        files.Add((RunFolder.TraceFile, RunJson.Trace(records)));
        files.Add((RunFolder.PageFile, Encoding.UTF8.GetBytes(RunPage.Write(header, report, records, images))));
        report = survey.Report([.. artifacts, .. files.Select(file => Artifact(file.Name, file.Content))]);
        // The report comes last: where it stands, every file that it lists stands too.
        files.Add((RunFolder.ReportFile, RunJson.Report(report)));

        foreach ((string name, byte[] content) in files)
            await folder.WriteAtomicAsync(name, content, cancellationToken);
        return report;
    }

    private static ReportArtifact Artifact(string path, byte[] content)
        => new(path, Convert.ToHexStringLower(SHA256.HashData(content)), content.LongLength);
}
