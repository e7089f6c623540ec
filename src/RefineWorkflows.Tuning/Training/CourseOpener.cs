using RefineWorkflows.Tuning.Learning;

namespace RefineWorkflows.Tuning.Training;

/// <summary>Begins a course, or goes on with one from a checkpoint.</summary>
/// <exception cref="LearningException">It cannot be gone on from there.</exception>
internal delegate ITrainingCourse CourseOpener(Training training, TrainingSet set, TrainingFolder files, byte[]? checkpoint);
