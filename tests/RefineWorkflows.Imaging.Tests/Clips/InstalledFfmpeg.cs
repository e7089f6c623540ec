using RefineWorkflows.Imaging.Clips;

namespace RefineWorkflows.Imaging.Tests.Clips;

/// <summary>The ffmpeg of this machine, which <c>./test</c> brings.</summary>
internal static class InstalledFfmpeg
{
    public static string Program => Ffmpeg.Find(Environment.GetEnvironmentVariable("REFINE_VIDEO__FFMPEG"), Environment.GetEnvironmentVariable("PATH"))
        ?? throw new InvalidOperationException("No ffmpeg was found. Run ./test, which installs it, or install it (Debian: apt-get install ffmpeg), or name it in the variable REFINE_VIDEO__FFMPEG.");
}
